import { routes } from "../../../service/routes";
import { type Configurations, policiesOf } from "../../helpers/iam/function-access";
import type { AccessRequest } from "../../helpers/iam/iam";
import { isAllowed } from "../../helpers/iam/iam";
import { invocation, modelArn, profileArn } from "../../helpers/iam/model-requests";
import { bootstrapStackName, named, ofType, runLayer } from "../../helpers/stacks/run-layer";

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

describe("a service with several models", () => {
  const english = "cohere.embed-english-v3";
  const titanV1 = "amazon.titan-embed-text-v1";
  // More than the service names, as other services may.
  const bootstrap = { embeddingModels: [titan, titanV1, us, english], vectorIndexModel: titan };
  const service = { bedrockModelId: titan, models: [us, english] };
  const nothing = { enableS3Vector: false };
  const withoutBootstrap = { ...service, vectorBucketName: "team-vectors" };

  /** Which of the requests a function is allowed by all of its policies. */
  async function allowed(route: string, configurations: Configurations): Promise<string[]> {
    const policies = await policiesOf(`embeddings-service-dev-${route}`, configurations);
    const requests: [string, AccessRequest][] = [
      ["its own", invocation(modelArn(titan))],
      ["another", invocation(modelArn(english))],
      ["a profile", invocation(profileArn(us))],
      ["the model behind it", invocation(modelArn(cohere, "us-west-2"), profileArn(us))],
      ["the model behind it on demand", invocation(modelArn(cohere))],
      ["what others may", invocation(modelArn(titanV1))],
    ];
    const found: string[] = [];
    for (const [name, request] of requests) if (await isAllowed(policies, request)) found.push(name);
    return found;
  }

  const all = ["its own", "another", "a profile", "the model behind it"];
  test.each([
    ["generate", all],
    ["batch", all],
    ["openai-embeddings", all],
    ["search", ["its own"]],
    ["store", []],
    ["models", []],
  ])("lets %s invoke %j", async (route, models) => {
    expect(await allowed(route, { bootstrap, service })).toEqual(models);
    if (route !== "search")
      expect(await allowed(route, { bootstrap: nothing, service: withoutBootstrap })).toEqual(models);
  });

  test("lets all of them, and no others, out of a private network", async () => {
    const { outputs } = await runLayer("bootstrap", { config: bootstrap });
    const result = await runLayer("service", {
      config: { ...service, network: "private" },
      stackOutputs: { [bootstrapStackName]: outputs },
    });
    const policy = String(named(result, "network-bedrock-runtime").inputs["policy"]).replaceAll(',"Principal":"*"', "");
    const passes = (id: string) =>
      isAllowed([policy], { ...invocation(id), context: { "aws:PrincipalAccount": "000000000000" } });
    for (const id of [modelArn(titan), modelArn(english), profileArn(us)]) await expect(passes(id)).resolves.toBe(true);
    for (const id of [modelArn(titanV1), modelArn(cohere)]) await expect(passes(id)).resolves.toBe(false);
  });

  test("tells the functions that take a model of them, and no others", async () => {
    const { outputs } = await runLayer("bootstrap", { config: bootstrap });
    const modelAliases = { large: us };
    const result = await runLayer("service", {
      config: { ...service, modelAliases },
      stackOutputs: { [bootstrapStackName]: outputs },
    });
    const told = ["MODELS", "MODEL_ALIASES"].map((name) =>
      ofType(result, "aws:lambda/function:Function").flatMap((lambda) => {
        const { variables } = lambda.inputs["environment"] as { variables: Record<string, string> };
        const text = variables[name];
        return text === undefined ? [] : [[lambda.name, JSON.parse(text)]];
      }),
    );
    const taking = routes.filter(({ environment }) => environment.includes("MODELS")).map(({ name }) => name);
    expect(taking).toEqual(expect.arrayContaining(["batch", "generate", "models", "openai-embeddings", "search"]));
    const names = taking.map((route) => `${route}-function`);
    expect(told.map((each) => Object.fromEntries(each))).toEqual([
      Object.fromEntries(names.map((name) => [name, [us, english]])),
      Object.fromEntries(names.map((name) => [name, modelAliases])),
    ]);
  });

  test.each([
    [[titanV1], ["cohere.embed-multilingual-v3"], `models has "cohere.embed-multilingual-v3", and the bootstrap stack`],
    [[us], [cohere], `models has "${cohere}", and the bootstrap stack`],
  ])(
    "refuses, where the bootstrap allows %j besides, %j before anything is created",
    async (others, models, message) => {
      const { outputs } = await runLayer("bootstrap", { config: { embeddingModels: [titan, ...others] } });
      const stackOutputs = { [bootstrapStackName]: outputs };
      await expect(runLayer("service", { config: { models }, stackOutputs })).rejects.toThrow(
        new RegExp(`${message.replaceAll(".", "\\.")} .* allows ${titan}, .*Add it to the bootstrap's embeddingModels`),
      );
    },
  );
});

describe("the rerankers that the bootstrap allows", () => {
  const [amazon, cohereReranker] = ["amazon.rerank-v1:0", "cohere.rerank-v3-5:0"] as const;
  const bootstrap = { rerankModels: [amazon] };
  const may = async (route: string, modelId: string, configurations: Configurations, region = "us-east-1") =>
    isAllowed(
      await policiesOf(`embeddings-service-dev-${route}`, configurations),
      invocation(modelArn(modelId, region)),
    );

  test("may be invoked by the functions that search alone, beside the service's own model", async () => {
    const service = { models: ["amazon.titan-embed-text-v1"] };
    for (const route of ["generate", "batch", "openai-embeddings", "store", "list"]) {
      expect([route, await may(route, amazon, { bootstrap, service })]).toEqual([route, false]);
    }
    for (const route of ["search", "mcp"]) {
      expect([route, await may(route, amazon, { bootstrap, service })]).toEqual([route, true]);
      expect([route, await may(route, titan, { bootstrap, service })]).toEqual([route, true]);
      expect([route, await may(route, "amazon.titan-embed-text-v1", { bootstrap, service })]).toEqual([route, false]);
    }
  });

  test.each([
    ["another reranker", cohereReranker, "us-east-1"],
    ["the reranker in another region", amazon, "us-west-2"],
  ])("are no permission for %s", async (_, modelId, region) => {
    expect(await may("search", modelId, { bootstrap }, region)).toBe(false);
  });

  test("are none by default", async () => {
    for (const modelId of [amazon, cohereReranker]) expect(await may("search", modelId, {})).toBe(false);
  });
});
