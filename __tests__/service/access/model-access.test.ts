import type { AccessRequest } from "../../helpers/iam/iam";
import { isAllowed } from "../../helpers/iam/iam";
import { invocation, modelArn, profileArn } from "../../helpers/iam/model-requests";
import { bootstrapStackName, named, runLayer } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const titan = "amazon.titan-embed-text-v2:0";
const cohere = "cohere.embed-v4:0";
const github = { repository: "acme/embeddings", environments: ["dev"], privateNetwork: true };

/** Every document that says what a service with this `bedrockModelId` may invoke. */
async function documents(bedrockModelId: string): Promise<Record<string, string>> {
  const bootstrap = await runLayer("bootstrap", {
    config: { github, embeddingModels: [bedrockModelId], vectorIndex: false },
  });
  const service = await runLayer("service", {
    config: { bedrockModelId, network: "private" },
    stackOutputs: { [bootstrapStackName]: bootstrap.outputs },
  });
  const nothing = await runLayer("bootstrap", { config: { enableS3Vector: false } });
  const ofItsOwn = await runLayer("service", {
    config: { bedrockModelId, vectorBucketName: "team-vectors" },
    stackOutputs: { [bootstrapStackName]: nothing.outputs },
  });
  const policy = (result: typeof service, name: string) => String(named(result, name).inputs["policy"]);
  return {
    "the bootstrap's policy": policy(bootstrap, "embeddings-service-bedrock-invocation"),
    "the permissions boundary": policy(bootstrap, "github-boundary"),
    // As a policy of the caller's, which has no principal.
    "the endpoint's policy": policy(service, "network-bedrock-runtime").replaceAll(',"Principal":"*"', ""),
    "a function's own policy": policy(ofItsOwn, "generate-bedrock"),
  };
}

/** The documents that allow a request from this account. */
async function allowing(bedrockModelId: string, request: AccessRequest): Promise<string[]> {
  const context = { ...request.context, "aws:PrincipalAccount": "000000000000" };
  const found: string[] = [];
  for (const [name, document] of Object.entries(await documents(bedrockModelId))) {
    if (await isAllowed([document], { ...request, context })) found.push(name);
  }
  return found;
}

const all = ["the bootstrap's policy", "the permissions boundary", "the endpoint's policy", "a function's own policy"];
const us = `us.${cohere}`;
const eu = `eu.${cohere}`;
const global = `global.${cohere}`;

describe.each([us, eu])("a service with %s", (id) => {
  const through = profileArn(id);

  test.each<[string, AccessRequest]>([
    ["the profile", invocation(through)],
    ["the model through it in the region of the call", invocation(modelArn(cohere), through)],
    ["the model through it in another region", invocation(modelArn(cohere, "us-west-2"), through)],
    [
      "the model through it in a region of another part of the world",
      invocation(modelArn(cohere, "eu-west-3"), through),
    ],
  ])("may invoke %s", async (_, request) => {
    await expect(allowing(id, request)).resolves.toEqual(all);
  });

  const other = id === us ? eu : us;
  test.each<[string, AccessRequest]>([
    ["the model on demand", invocation(modelArn(cohere))],
    ["the model on demand in another region", invocation(modelArn(cohere, "us-west-2"))],
    ["the model without a region on demand", invocation(modelArn(cohere, ""))],
    ["another profile", invocation(profileArn(other))],
    ["the global profile", invocation(profileArn(global))],
    ["the profile in another region", invocation(profileArn(id, "us-west-2"))],
    ["the profile of another account", invocation(profileArn(id, "us-east-1", "999999999999"))],
    ["the model through another profile", invocation(modelArn(cohere, "us-west-2"), profileArn(other))],
    ["the model through the global profile", invocation(modelArn(cohere), profileArn(global))],
    [
      "the model through the profile of another account",
      invocation(modelArn(cohere), profileArn(id, "us-east-1", "999999999999")),
    ],
    ["the model through the profile in another region", invocation(modelArn(cohere), profileArn(id, "us-west-2"))],
    [
      "the model through a profile that somebody made",
      invocation(modelArn(cohere), "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abc"),
    ],
    ["another model", invocation(modelArn("cohere.embed-english-v3"))],
    ["another model through the profile", invocation(modelArn("cohere.embed-english-v3"), through)],
    ["a profile of another model", invocation(profileArn("us.anthropic.claude-sonnet-4-6"))],
    ["the profile by a stream", { ...invocation(through), action: "bedrock:InvokeModelWithResponseStream" }],
  ])("may not invoke %s", async (_, request) => {
    await expect(allowing(id, request)).resolves.toEqual([]);
  });
});

describe(`a service with ${global}`, () => {
  const through = profileArn(global);

  test.each<[string, AccessRequest]>([
    ["the profile", invocation(through)],
    ["the model through it in the region of the call", invocation(modelArn(cohere), through)],
    ["the model through it in no region", invocation(modelArn(cohere, ""), through)],
  ])("may invoke %s", async (_, request) => {
    await expect(allowing(global, request)).resolves.toEqual(all);
  });

  test.each<[string, AccessRequest]>([
    ["the model through it in another region", invocation(modelArn(cohere, "us-west-2"), through)],
    ["the model on demand", invocation(modelArn(cohere))],
    ["the model without a region on demand", invocation(modelArn(cohere, ""))],
    ["the model without a region through another profile", invocation(modelArn(cohere, ""), profileArn(us))],
    ["another profile", invocation(profileArn(us))],
    ["the profile of another account", invocation(profileArn(global, "us-east-1", "999999999999"))],
    ["another model through the profile", invocation(modelArn("cohere.embed-english-v3", ""), through)],
  ])("may not invoke %s", async (_, request) => {
    await expect(allowing(global, request)).resolves.toEqual([]);
  });
});

describe.each([titan, cohere])("a service with %s, on demand", (id) => {
  test("may invoke the model in its own region", async () => {
    await expect(allowing(id, invocation(modelArn(id)))).resolves.toEqual(all);
  });

  test.each<[string, AccessRequest]>([
    ["the model in another region", invocation(modelArn(id, "us-west-2"))],
    ["the model in no region", invocation(modelArn(id, ""))],
    ["the model in another region through a profile", invocation(modelArn(id, "us-west-2"), profileArn(`us.${id}`))],
    ["a profile of the model", invocation(profileArn(`us.${id}`))],
    ["the global profile of the model", invocation(profileArn(`global.${id}`))],
    ["another model", invocation(modelArn("cohere.embed-english-v3"))],
  ])("may not invoke %s", async (_, request) => {
    await expect(allowing(id, request)).resolves.toEqual([]);
  });
});
