import { isAllowed } from "../helpers/iam/iam";
import { bootstrapStackName, named, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const contract = async (changes: Record<string, unknown> = {}) => ({
  [bootstrapStackName]: { ...(await runLayer("bootstrap")).outputs, ...changes },
});

test("names a bootstrap stack that does not exist, and says what to do", async () => {
  await expect(runLayer("service", { stackOutputs: {} })).rejects.toThrow(
    /bootstrap stack "organization\/embeddings-service\/bootstrap" cannot be read .*Deploy it first/,
  );
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ["an older contract", { contractVersion: 0 }, /contractVersion is 0/],
  ["a newer contract", { contractVersion: 2 }, /contractVersion is 2/],
  ["an output of another type", { s3VectorBucketIds: ["a"] }, /s3VectorBucketIds is \["a"\]/],
  ["something that is no ARN", { s3VectorReadPolicyArn: "x" }, /s3VectorReadPolicyArn is "x" \(must be an ARN\)/],
  ["a missing output", { embeddingModels: undefined }, /embeddingModels is undefined/],
])("refuses %s", async (_, changes, message) => {
  const stackOutputs = await contract(changes);
  const run = runLayer("service", { stackOutputs });
  await expect(run).rejects.toThrow(message);
  await expect(run).rejects.toThrow(/Set bootstrapStack to a stack of the bootstrap layer, or deploy that stack/);
});

test("refuses a stack of the service layer", async () => {
  const { outputs } = await runLayer("service");
  await expect(runLayer("service", { stackOutputs: { [bootstrapStackName]: outputs } })).rejects.toThrow(
    /does not return the outputs of this version's bootstrap layer: contractVersion is undefined/,
  );
});

test.each(["images", "constructor", "__proto__"])(
  "names the suffix %s that the bootstrap does not have, and those that it has",
  async (bucketSuffix) => {
    const { outputs } = await runLayer("bootstrap", { config: { bucketSuffixes: ["texts", "vector-embeddings"] } });
    const run = runLayer("service", { config: { bucketSuffix }, stackOutputs: { [bootstrapStackName]: outputs } });
    await expect(run).rejects.toThrow(
      `bucketSuffix is "${bucketSuffix}", and the bootstrap stack "${bootstrapStackName}" has only ` +
        `"texts", "vector-embeddings". Add it to the bootstrap's bucketSuffixes`,
    );
  },
);

test("refuses a bootstrap stack of another region, and names both", async () => {
  const stackOutputs = await contract({ region: "eu-west-1" });
  await expect(runLayer("service", { stackOutputs })).rejects.toThrow(
    /aws:region is "us-east-1", and the bootstrap stack's buckets and policies are for "eu-west-1"/,
  );
});

test("says why a bootstrap without buckets has none", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { enableS3Vector: false } });
  await expect(runLayer("service", { stackOutputs: { [bootstrapStackName]: outputs } })).rejects.toThrow(
    /has no bucket, for its enableS3Vector is false: set it to true/,
  );
});

test("names a model that the bootstrap does not allow, and those that it allows", async () => {
  const config = { embeddingModels: ["amazon.titan-embed-text-v1"], vectorIndex: false };
  const { outputs } = await runLayer("bootstrap", { config });
  await expect(runLayer("service", { stackOutputs: { [bootstrapStackName]: outputs } })).rejects.toThrow(
    /bedrockModelId is "amazon.titan-embed-text-v2:0", and .* allows amazon.titan-embed-text-v1\. Add it/,
  );
});

test.each([
  ["us.cohere.embed-v4:0", "cohere.embed-v4:0"],
  ["cohere.embed-v4:0", "us.cohere.embed-v4:0"],
  ["us.cohere.embed-v4:0", "global.cohere.embed-v4:0"],
])("refuses %s where the bootstrap allows %s, for it is another way to the same model", async (id, allowed) => {
  const config = { embeddingModels: [allowed], vectorIndex: false };
  const { outputs } = await runLayer("bootstrap", { config });
  const service = { config: { bedrockModelId: id }, stackOutputs: { [bootstrapStackName]: outputs } };
  await expect(runLayer("service", service)).rejects.toThrow(
    `bedrockModelId is "${id}", and the bootstrap stack "${bootstrapStackName}" allows ${allowed}. Add it to the bootstrap's embeddingModels`,
  );
});

test("uses an existing bucket and its model where the bootstrap provisions nothing", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { enableS3Vector: false } });
  const config = { vectorBucketName: "team-vectors" };
  const result = await runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } });
  const policy = (name: string) => [String(named(result, name).inputs["policy"])];
  const titan = (version: number) =>
    `arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v${version}${version > 1 ? ":0" : ""}`;
  const invoke = (resource: string) =>
    isAllowed(policy("generate-bedrock"), { action: "bedrock:InvokeModel", resource });
  await expect(invoke(titan(2))).resolves.toBe(true);
  await expect(invoke(titan(1))).resolves.toBe(false);
  const resource = "arn:aws:s3:::team-vectors/embeddings/doc1.json";
  await expect(isAllowed(policy("generate-bucket"), { action: "s3:PutObject", resource })).resolves.toBe(true);
});

test("refuses an existing bucket that the permissions boundary would shut out, and says what to do", async () => {
  const run = async (vectorBucketNames: string[]) => {
    const github = { repository: "acme/embeddings", environments: ["dev"], vectorBucketNames };
    const { outputs } = await runLayer("bootstrap", { config: { github } });
    const config = { vectorBucketName: "team-vectors" };
    return runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } });
  };
  await expect(run(["other-vectors"])).rejects.toThrow(
    /vectorBucketName is "team-vectors", which the permissions boundary .* does not allow: add it to vectorBucketNames/,
  );
  expect((await run(["team-vectors"])).outputs["apiId"]).toBe("local");
});
