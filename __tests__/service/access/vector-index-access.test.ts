import * as pulumi from "@pulumi/pulumi";
import { policiesOf } from "../../helpers/iam/function-access";
import { isAllowed } from "../../helpers/iam/iam";
import { bootstrapStackName, named, ofType, runLayer } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
beforeEach(() => warn.mockClear());

const indexOf = (suffix: string) =>
  `arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/${suffix}`;
const own = indexOf("vector-embeddings");
const indexed = ["batch", "delete", "generate", "store"];
const unindexed = ["health", "retrieve"];
const returned = async (config: Record<string, unknown>) => ({
  [bootstrapStackName]: (await runLayer("bootstrap", { config })).outputs,
});
const functionName = (route: string) => `embeddings-service-dev-${route}`;

const toFunction = (route: string) => `${route}-function`;

/** The environment variables of an index that each function has, by route; none for functions that have none. */
async function indexVariables(args: Parameters<typeof runLayer>[1]): Promise<Record<string, Record<string, string>>> {
  const functions = ofType(await runLayer("service", args), "aws:lambda/function:Function");
  expect(functions.map(({ name }) => name)).toEqual(
    expect.arrayContaining([...indexed, ...unindexed, "list", "openai-embeddings"].map(toFunction)),
  );
  return Object.fromEntries(
    functions.flatMap(({ name, inputs }) => {
      const { variables } = inputs["environment"] as { variables: Record<string, string> };
      const ofIndex = Object.entries(variables).filter(([key]) => key.startsWith("VECTOR_INDEX_"));
      return ofIndex.length > 0 ? [[name.replace("-function", ""), Object.fromEntries(ofIndex)]] : [];
    }),
  );
}

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("tells each function that stores, deletes, lists or searches the index of its bucket", async () => {
    const bootstrap = { vectorIndexDimension: 512, bucketSuffixes: ["texts", "images"] };
    const stackOutputs = await returned(bootstrap);
    const variables = {
      VECTOR_INDEX_ARN: indexOf("images"),
      VECTOR_INDEX_MODEL: "amazon.titan-embed-text-v2:0",
      VECTOR_INDEX_DIMENSION: "512",
    };
    const found = await indexVariables({ preview, stackOutputs, config: { bucketSuffix: "images" } });
    expect(found).toMatchObject(Object.fromEntries([...indexed, "search", "list"].map((route) => [route, variables])));
    expect(Object.keys(found).filter((route) => unindexed.includes(route))).toEqual([]);
    // What it answers is not indexed, but as long.
    expect(found["openai-embeddings"]).toEqual({ VECTOR_INDEX_DIMENSION: "512" });
    expect(warn).not.toHaveBeenCalled();
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["the bootstrap has none", { vectorIndex: false }, {}],
    ["an existing bucket is used instead", {}, { vectorBucketName: "team-vectors" }],
    ["the bootstrap provisions nothing", { enableS3Vector: false }, { vectorBucketName: "team-vectors" }],
  ])("has no index where %s", async (_, bootstrap, config) => {
    const args = { preview, config, stackOutputs: await returned(bootstrap) };
    expect(await indexVariables(args)).toEqual({});
    const { resources } = await runLayer("service", args);
    expect(resources.filter(({ name }) => name.endsWith("-index"))).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
  });
});

test("has no index where the bootstrap stack was deployed before there were any", async () => {
  const { outputs } = await runLayer("bootstrap");
  const older = Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("vector")));
  expect(await indexVariables({ stackOutputs: { [bootstrapStackName]: older } })).toEqual({});
});

test.each([
  ["generate", "s3vectors:PutVectors", true],
  ["batch", "s3vectors:PutVectors", true],
  ["store", "s3vectors:PutVectors", true],
  ["delete", "s3vectors:DeleteVectors", true],
  ["generate", "s3vectors:GetVectors", true],
  ["batch", "s3vectors:GetVectors", true],
  ["store", "s3vectors:GetVectors", true],
  ["search", "s3vectors:QueryVectors", true],
  // For the texts of candidates.
  ["search", "s3vectors:GetVectors", true],
  ["mcp", "s3vectors:QueryVectors", true],
  ["mcp", "s3vectors:GetVectors", true],
  ["generate", "s3vectors:DeleteVectors", false],
  ["store", "s3vectors:QueryVectors", false],
  ["generate", "s3vectors:QueryVectors", false],
  ["delete", "s3vectors:PutVectors", false],
  ["delete", "s3vectors:QueryVectors", false],
  // To find what a filter takes.
  ["delete", "s3vectors:ListVectors", true],
  ["delete", "s3vectors:GetVectors", true],
  // Its managed policy allows it, for those that search.
  ["retrieve", "s3vectors:QueryVectors", false],
  ["retrieve", "s3vectors:GetVectors", false],
  ["list", "s3vectors:ListVectors", true],
  // Which S3 Vectors asks for where a list has data or metadata.
  ["list", "s3vectors:GetVectors", true],
  ["list", "s3vectors:PutVectors", false],
  ["list", "s3vectors:DeleteVectors", false],
  ["search", "s3vectors:ListVectors", false],
  ["openai-embeddings", "s3vectors:PutVectors", false],
  ["health", "s3vectors:GetVectors", false],
])("lets %s call %s on its own index: %s", async (route, action, expected) => {
  const policies = await policiesOf(functionName(route));
  await expect(isAllowed(policies, { action, resource: own })).resolves.toBe(expected);
  await expect(isAllowed(policies, { action, resource: indexOf("vector-embeddings-prod") })).resolves.toBe(false);
});

test("lets delete use the index's key through S3 Vectors alone", async () => {
  const stackOutputs = await returned({ kmsKey: "create" });
  const policy = String(named(await runLayer("service", { stackOutputs }), "delete-index").inputs["policy"]);
  const key = "arn:aws:kms:us-east-1:000000000000:key/encryption-key";
  const keyPolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" },
    ],
  });
  const decrypt = (service: string, action = "kms:Decrypt") =>
    isAllowed(
      [policy],
      { action, resource: key, context: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } },
      keyPolicy,
    );
  await expect(decrypt("s3vectors")).resolves.toBe(true);
  await expect(decrypt("s3")).resolves.toBe(false);
  await expect(decrypt("s3vectors", "kms:GenerateDataKey")).resolves.toBe(false);
});

test("has the index of its model, whatever inference profile that is invoked through", async () => {
  const bedrockModelId = "eu.cohere.embed-v4:0";
  const stackOutputs = await returned({ embeddingModels: [bedrockModelId], vectorIndexModel: "cohere.embed-v4:0" });
  const variables = await indexVariables({ stackOutputs, config: { bedrockModelId } });
  expect(variables["generate"]).toMatchObject({ VECTOR_INDEX_MODEL: "cohere.embed-v4:0" });
  expect(warn).not.toHaveBeenCalled();
});

test("warns of a model whose vectors the index does not hold, and deploys", async () => {
  const config = { bedrockModelId: "amazon.titan-embed-text-v1" };
  const { outputs } = await runLayer("service", { config });
  expect(outputs["apiId"]).toBe("local");
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toMatch(
    /bedrockModelId is "amazon\.titan-embed-text-v1", and the vector index .* holds vectors of "amazon\.titan-embed-text-v2:0"/,
  );
});

test("refuses a model that the bootstrap does not allow, and says nothing of the index beside", async () => {
  const config = { bedrockModelId: "cohere.embed-v4:0" };
  await expect(runLayer("service", { config })).rejects.toThrow(/bedrockModelId is "cohere\.embed-v4:0", .* allows/);
  expect(warn).not.toHaveBeenCalled();
});
