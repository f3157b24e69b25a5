import { bootstrapOutputs } from "../../bootstrap/outputs";
import { nonFilterableKeys } from "../../embedding/index/carried-keys";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

const vectorBucketName = "embeddings-service-vectors";
const bucketArn = `arn:aws:s3vectors:us-east-1:000000000000:bucket/${vectorBucketName}`;
const vectorTypes = ["aws:s3/vectorsVectorBucket:VectorsVectorBucket", "aws:s3/vectorsIndex:VectorsIndex"];

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("registers a vector bucket, encrypted and kept", async () => {
    const { inputs, options } = named(await runLayer("bootstrap", { preview }), "vector-index-bucket");
    expect(inputs).toEqual({
      vectorBucketName,
      encryptionConfigurations: [{ sseType: "AES256" }],
      forceDestroy: false,
    });
    expect(options).toMatchObject({ protect: true, retainOnDelete: true });
  });

  test("registers an index for each suffix, encrypted and kept, that no filter can ask for texts", async () => {
    const config = { bucketSuffixes: ["texts", "images"], vectorIndexDimension: 256 };
    const result = await runLayer("bootstrap", { preview, config });
    expect(ofType(result, "aws:s3/vectorsIndex:VectorsIndex")).toHaveLength(2);
    for (const indexName of config.bucketSuffixes) {
      const { inputs, options } = named(result, `vector-index-${indexName}`);
      expect(inputs).toEqual({
        vectorBucketName,
        indexName,
        dataType: "float32",
        dimension: 256,
        distanceMetric: "cosine",
        metadataConfiguration: { nonFilterableMetadataKeys: [...nonFilterableKeys] },
        encryptionConfigurations: [{ sseType: "AES256" }],
      });
      expect(options).toMatchObject({ protect: true, retainOnDelete: true });
    }
    expect(nonFilterableKeys).toContain("text");
  });

  test.each([{ vectorIndex: false }, { enableS3Vector: false }])(
    "registers nothing of it with %j, and grants nothing on it",
    async (config) => {
      const kmsKey = "create";
      const result = await runLayer("bootstrap", { preview, config: { kmsKey, ...config } });
      expect(result.resources.filter(({ type }) => vectorTypes.includes(type))).toEqual([]);
      expect(result.resources.filter(({ type }) => type.endsWith(":VectorIndexes"))).toEqual([]);
      expect(JSON.stringify(result.resources.map(({ inputs }) => inputs))).not.toContain("s3vectors");
      expect(result.outputs).toMatchObject({
        vectorBucketName: null,
        vectorIndexNames: {},
        vectorIndexArns: {},
        vectorIndexModel: null,
        vectorIndexDimension: null,
      });
    },
  );
});

test("returns the names and ARNs of the indexes by suffix, and what is in them", async () => {
  const config = {
    bucketSuffixes: ["texts", "images"],
    vectorIndexModel: "amazon.titan-embed-text-v1",
    vectorIndexDimension: 1536,
  };
  const { outputs } = await runLayer("bootstrap", { config });
  expect(outputs).toMatchObject({
    vectorBucketName,
    vectorIndexNames: { texts: "texts", images: "images" },
    vectorIndexArns: { texts: `${bucketArn}/index/texts`, images: `${bucketArn}/index/images` },
    vectorIndexModel: "amazon.titan-embed-text-v1",
    vectorIndexDimension: 1536,
  });
});

test.each([
  ["create", "arn:aws:kms:us-east-1:000000000000:key/encryption-key"],
  [
    "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  ],
])("encrypts the vector bucket and its indexes by kmsKey %s", async (kmsKey, kmsKeyArn) => {
  const { resources } = await runLayer("bootstrap", { config: { kmsKey } });
  const encrypted = resources.filter(({ type }) => vectorTypes.includes(type));
  expect(encrypted).toHaveLength(3);
  for (const { inputs } of encrypted) {
    expect(inputs["encryptionConfigurations"]).toEqual([{ sseType: "aws:kms", kmsKeyArn }]);
  }
});

test("adds an index for an added suffix and changes no other", async () => {
  const one = await runLayer("bootstrap", { config: { bucketSuffixes: ["texts"] } });
  const two = await runLayer("bootstrap", { config: { bucketSuffixes: ["images", "texts"] } });
  expect(ofType(two, "aws:s3/vectorsIndex:VectorsIndex")).toHaveLength(2);
  for (const name of ["vector-index-texts", "vector-index-bucket"]) {
    expect(named(two, name).inputs).toEqual(named(one, name).inputs);
  }
});

test("is read from a stack that was deployed before there were indexes", async () => {
  const { outputs } = await runLayer("bootstrap");
  const older = Object.fromEntries(
    Object.entries(outputs).filter(([key]) => !/^(vector|rerank|boundaryAllowsExpiry)/.test(key)),
  );
  expect(Object.keys(older)).toHaveLength(15);
  expect(bootstrapOutputs.parse(older)).toEqual({
    ...older,
    rerankModels: [],
    boundaryAllowsExpiry: false,
    vectorBucketName: null,
    vectorIndexNames: {},
    vectorIndexArns: {},
    vectorIndexModel: null,
    vectorIndexDimension: null,
  });
});
