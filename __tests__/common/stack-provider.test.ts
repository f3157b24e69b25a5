import { readFileSync } from "node:fs";
import { type Configuration, configurations, registered } from "../helpers/stacks/configurations";
import { named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const own = (stack: string) => ({ Project: "embeddings-service", Stack: stack, ManagedBy: "pulumi" });

/** What the provider is made with, by the keys of a stack's file. */
const provider = async (config: Record<string, unknown> = {}, secretKeys: string[] = []) =>
  named(await runLayer("bootstrap", { config, secretKeys }), "aws").inputs;
const tagsOf = (inputs: Record<string, unknown>) => JSON.parse(String(inputs["defaultTags"])).tags;

test("makes a provider as before where nothing is set: by another, a stack would be updated", async () => {
  expect(await provider()).toEqual({
    region: "us-east-1",
    defaultTags: '{"tags":{"Project":"embeddings-service","Stack":"bootstrap","ManagedBy":"pulumi"}}',
    skipCredentialsValidation: "false",
    skipRegionValidation: "true",
  });
});

test("hands the provider whatever the namespace aws may hold, as it is", async () => {
  const config = {
    "aws:assumeRoles": [{ roleArn: "arn:aws:iam::123456789012:role/deploy", sessionName: "ci" }],
    "aws:assumeRoleWithWebIdentity": { roleArn: "arn:aws:iam::123456789012:role/deploy", webIdentityTokenFile: "/t" },
    "aws:endpoints": [{ s3: "http://127.0.0.1:4566" }],
    "aws:sharedConfigFiles": ["~/.aws/other"],
    "aws:ignoreTags": { keyPrefixes: ["scanner:"] },
    "aws:maxRetries": 5,
    "aws:skipRegionValidation": false,
    "aws:skipMetadataApiCheck": true,
    "aws:s3UsePathStyle": true,
  };
  const texts = { "aws:profile": "acme", "aws:region": "eu-west-1", "aws:stsRegion": "eu-west-1" };
  const inputs = await provider({ ...config, ...texts });
  for (const [key, value] of Object.entries(config)) expect(inputs[key.slice(4)]).toBe(JSON.stringify(value));
  for (const [key, value] of Object.entries(texts)) expect(inputs[key.slice(4)]).toBe(value);
});

test("takes texts for numbers and booleans, as the CLI writes them", async () => {
  expect(await provider({ "aws:maxRetries": "5", "aws:insecure": "true" })).toMatchObject({
    maxRetries: "5",
    insecure: "true",
  });
});

test("keeps as secrets what the stack's file encrypts, and credentials always", async () => {
  const config = {
    "aws:accessKey": "a",
    "aws:secretKey": "b",
    "aws:token": "c",
    "aws:assumeRoles": [{ externalId: "d" }],
    "aws:allowedAccountIds": ["123456789012"],
    "aws:defaultTags": { tags: { Team: "e" } },
  };
  const secretKeys = ["aws:assumeRoles", "aws:allowedAccountIds", "aws:defaultTags"];
  const inputs = await provider(config, secretKeys);
  for (const key of Object.keys(config)) {
    // As Pulumi marks a secret on its way to the engine.
    expect(inputs[key.slice(4)]).toMatchObject({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    });
  }
});

test("does not show a secret that is not valid", async () => {
  const config = { "aws:defaultTags": { tags: { "no#name": "correct-horse" } } };
  const run = provider(config, ["aws:defaultTags"]);
  await expect(run).rejects.toThrow(/aws:defaultTags is a secret: tags no#name must consist of letters/);
  await expect(run).rejects.not.toThrow(/correct-horse/);
});

const [a, b, c] = ["111111111111", "222222222222", "333333333333"];

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ["those of the program's key", { allowedAccountIds: [a] }, { allowedAccountIds: JSON.stringify([a]) }],
  ["those of the provider's key", { "aws:allowedAccountIds": [a, b] }, { allowedAccountIds: JSON.stringify([a, b]) }],
  [
    "those that are in both keys",
    { allowedAccountIds: [a, b], "aws:allowedAccountIds": [b, c] },
    { allowedAccountIds: JSON.stringify([b]) },
  ],
  [
    "those that are not forbidden",
    { allowedAccountIds: [a, b], "aws:forbiddenAccountIds": [b] },
    { allowedAccountIds: JSON.stringify([a]), forbiddenAccountIds: undefined },
  ],
  ["all but the forbidden", { "aws:forbiddenAccountIds": [b] }, { forbiddenAccountIds: JSON.stringify([b]) }],
])("allows accounts: %s", async (_, config, expected) => {
  const { allowedAccountIds, forbiddenAccountIds } = await provider(config);
  expect({ allowedAccountIds, forbiddenAccountIds }).toEqual(expected);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  [
    "accounts of which none is left",
    { allowedAccountIds: [a], "aws:allowedAccountIds": [b] },
    /leave no account to deploy into/,
  ],
  ["accounts that are all forbidden", { allowedAccountIds: [a], "aws:forbiddenAccountIds": [a] }, /leave no account/],
  ["a provider's account that is none", { "aws:allowedAccountIds": [1] }, /aws:allowedAccountIds .*must be 12 digits/],
  [
    "a tag of the program's",
    { "aws:defaultTags": { tags: { Stack: "x" } } },
    /aws:defaultTags .*: tags Stack is reserved/,
  ],
  [
    "default tags of another form",
    { "aws:defaultTags": { Team: "x" } },
    /aws:defaultTags is .*has Team, which nothing reads/,
  ],
  [
    "two values of one tag",
    { tags: { Team: "a" }, "aws:defaultTags": { tags: { Team: "b" } } },
    /The tag Team is "a", and the tag Team is "b", in tags or aws:defaultTags of stack "bootstrap"/,
  ],
  [
    "to ignore a tag of the program's",
    { "aws:ignoreTags": { keys: ["Stack"] } },
    /aws:ignoreTags .*leave out the tag Stack/,
  ],
  [
    "to ignore a given tag",
    { tags: { "team:name": "a" }, "aws:ignoreTags": { keyPrefixes: ["team:"] } },
    /aws:ignoreTags .*leave out the tag team:name/,
  ],
  ["an object that is none", { "aws:assumeRoles": "[" }, /'aws:assumeRoles' value '\[' is not a valid/],
])("refuses %s before anything is created", async (_, config, message) => {
  await expect(runLayer("bootstrap", { config })).rejects.toThrow(message);
});

describe.each(Object.entries<Configuration>(configurations))("with %s", (_, configuration) => {
  const tags = { CostCenter: "1234", "Data Class": "internal" };
  const given = { tags, "aws:defaultTags": { tags: { Owner: "jo", CostCenter: "1234" } } };
  const layers = () =>
    registered({
      ...configuration,
      bootstrap: { ...configuration.bootstrap, ...given },
      service: { ...configuration.service, ...given },
    });

  test("makes all that takes tags by the one provider, which gives it all tags", async () => {
    for (const [layer, { resources }] of Object.entries(await layers())) {
      const made = resources.filter(({ type, custom }) => custom && type.startsWith("aws:"));
      const others = made.filter(({ provider }) => !/pulumi:providers:aws::aws::aws$/.test(provider));
      expect(others.map(({ name }) => name)).toEqual([]);
      const [{ inputs } = { inputs: {} }] = resources.filter(({ type }) => type === "pulumi:providers:aws");
      if (made.length === 0) continue;
      const stack = layer === "service" ? (configuration.serviceStack ?? "dev") : layer;
      expect(tagsOf(inputs)).toEqual({ ...own(stack), ...tags, Owner: "jo" });
      for (const { name, type, inputs } of made) {
        // A resource's own tag takes the place of the provider's.
        expect([name, Object.keys(inputs["tags"] ?? {})]).toEqual([name, []]);
        expect([type, takesTags(type), getsDefaultTags(type)]).toEqual([type, takesTags(type), takesTags(type)]);
      }
    }
  });
});

test("knows which resources take tags", () => {
  expect(takesTags("aws:lambda/function:Function")).toBe(true);
  expect(takesTags("aws:cloudwatch/dashboard:Dashboard")).toBe(false);
});

const sdkSource = (type: string) => readFileSync(require.resolve(`@pulumi/aws/${type.split(":")[1]}`), "utf8");
const takesTags = (type: string) => sdkSource(type).includes('resourceInputs["tags"]');
/** Whether the provider gives its default tags to a type: it has those and its own together as `tagsAll`. */
const getsDefaultTags = (type: string) => sdkSource(type).includes('resourceInputs["tagsAll"]');
