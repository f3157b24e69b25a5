import { join } from "node:path";
import { archiveFiles } from "../../local/lambda/archive";
import { type AccessRequest, isAllowed } from "../helpers/iam/iam";
import { runLanguageHost, uploadedFiles } from "../helpers/stacks/language-host";
import { consumerDirectory, consumerPolicies, runConsumer } from "../helpers/stacks/run-consumer";
import { bootstrapStackName, named, runLayer } from "../helpers/stacks/run-layer";
import { temporaryDirectory } from "../helpers/temporary-directory";

const bucketSuffixes = ["texts", "images"];
const texts = "arn:aws:s3:::embeddings-service-texts";
const images = "arn:aws:s3:::embeddings-service-images";
const directory = temporaryDirectory();

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  const run = () => runConsumer({ bootstrap: { bucketSuffixes }, config: { bucketSuffix: "texts" }, preview });

  test("registers one function with a role and a log group of its own", async () => {
    const result = await run();
    expect(result.resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "aws:cloudwatch/logGroup:LogGroup similarity-logs",
      "aws:iam/role:Role similarity-role",
      "aws:iam/rolePolicy:RolePolicy similarity-read-embeddings",
      "aws:iam/rolePolicy:RolePolicy similarity-send-traces",
      "aws:iam/rolePolicy:RolePolicy similarity-write-logs",
      "aws:lambda/function:Function similarity",
    ]);
    expect(named(result, "similarity").inputs).toMatchObject({
      name: "search-dev-similarity",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: 256,
      timeout: 15,
      environment: { variables: { EMBEDDINGS_BUCKET: "embeddings-service-texts", EMBEDDINGS_REGION: "us-east-1" } },
      loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/search-dev-similarity" },
      tracingConfig: { mode: "Active" },
    });
    expect(named(result, "similarity-logs").inputs).toMatchObject({ retentionInDays: 365 });
  });

  test.each<[boolean, AccessRequest]>([
    [true, { action: "s3:GetObject", resource: `${texts}/embeddings/doc1.json` }],
    [true, { action: "s3:ListBucket", resource: texts }],
    [true, { action: "xray:PutTraceSegments", resource: "*" }],
    [false, { action: "s3:GetObject", resource: `${texts}/other/doc1.json` }],
    [false, { action: "s3:PutObject", resource: `${texts}/embeddings/doc1.json` }],
    [false, { action: "s3:DeleteObject", resource: `${texts}/embeddings/doc1.json` }],
    [false, { action: "s3:PutBucketPolicy", resource: texts }],
    [false, { action: "s3:GetObject", resource: `${images}/embeddings/doc1.json` }],
    [false, { action: "s3:ListBucket", resource: images }],
    [false, { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:000000000000:key/any" }],
    [false, { action: "bedrock:InvokeModel", resource: "arn:aws:bedrock:us-east-1::foundation-model/any" }],
  ])("allows (%s) the role %j", async (allowed, request) => {
    expect(await isAllowed(consumerPolicies(await run()), request)).toBe(allowed);
  });
});

test("lets the role write its own log alone", async () => {
  const policies = consumerPolicies(await runConsumer());
  const write = (group: string) =>
    isAllowed(policies, {
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:us-east-1:000000000000:log-group:${group}:log-stream:1`,
    });
  expect(await write("/aws/lambda/search-dev-similarity")).toBe(true);
  expect(await write("/aws/lambda/embeddings-service-dev-generate")).toBe(false);
});

test.each<[boolean, string, string]>([
  [true, "kms:Decrypt", "s3.us-east-1.amazonaws.com"],
  [false, "kms:Decrypt", "secretsmanager.us-east-1.amazonaws.com"],
  [false, "kms:GenerateDataKey", "s3.us-east-1.amazonaws.com"],
])("allows (%s) %s by %s with the key that the buckets are encrypted with", async (allowed, action, service) => {
  const bootstrap = { kmsKey: "create" };
  const key = named(await runLayer("bootstrap", { config: bootstrap }), "encryption-key");
  const policies = consumerPolicies(await runConsumer({ bootstrap }));
  const request = { action, resource: String(key.state["arn"]), context: { "kms:ViaService": service } };
  expect(await isAllowed(policies, request, String(key.inputs["policy"]))).toBe(allowed);
});

test("reads the bucket vector-embeddings unless it is configured otherwise", async () => {
  const { inputs } = named(await runConsumer(), "similarity");
  expect(inputs).toMatchObject({
    environment: { variables: { EMBEDDINGS_BUCKET: "embeddings-service-vector-embeddings" } },
  });
});

test.each(["audio", "constructor"])(
  "names the suffix %s that there is not, and those that there are",
  async (suffix) => {
    await expect(runConsumer({ bootstrap: { bucketSuffixes }, config: { bucketSuffix: suffix } })).rejects.toThrow(
      `bucketSuffix is "${suffix}", and the bootstrap stack "${bootstrapStackName}" has only "images", "texts". `,
    );
  },
);

test("says that a bootstrap stack without buckets has none", async () => {
  await expect(runConsumer({ bootstrap: { enableS3Vector: false } })).rejects.toThrow(
    `bucketSuffix is "vector-embeddings", and the bootstrap stack "${bootstrapStackName}" has no bucket. `,
  );
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["another version of the contract", { contractVersion: 2 }, /contractVersion is 2/],
  ["a contract of another shape", { s3VectorBucketArns: "arn" }, /s3VectorBucketArns is "arn"/],
])("refuses %s", async (_, outputs, message) => {
  const run = runConsumer({ outputs });
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toThrow(/does not return the outputs of this version's bootstrap layer/);
});

test("names a stack that does not exist", async () => {
  await expect(runConsumer({ config: { bootstrapStack: "acme/embeddings-service/nope" } })).rejects.toThrow(
    /The bootstrap stack "acme\/embeddings-service\/nope" cannot be read/,
  );
});

test("runs under Pulumi's own language host as under the mocks", async () => {
  const { outputs } = await runLayer("bootstrap");
  const { code, errors, resources } = await runLanguageHost({
    stack: "dev",
    stacksDirectory: consumerDirectory,
    program: consumerDirectory,
    cacheDirectory: join(directory, "ts-node"),
    // They are checked with those of the project, by the same settings.
    checkTypes: false,
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  expect(errors).toEqual([]);
  expect(code).toBe(0);
  const mocked = await runConsumer();
  expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
    mocked.resources.map(({ type, name }) => `${type} ${name}`).sort(),
  );
  const uploaded = resources.find(({ name }) => name === "similarity");
  expect(uploadedFiles(uploaded, consumerDirectory)).toEqual(await archiveFiles(named(mocked, "similarity")));
});
