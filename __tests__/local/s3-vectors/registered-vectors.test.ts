import { registeredVectors } from "../../../local/s3-vectors/registered-vectors";
import { stackOf } from "../../helpers/stacks/registered";

const bucketType = "aws:s3/vectorsVectorBucket:VectorsVectorBucket";
const indexType = "aws:s3/vectorsIndex:VectorsIndex";

test("reads buckets and indexes with all that they are made with", () => {
  const encryption = { sseType: "aws:kms", kmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/1" };
  const stack = stackOf(
    [bucketType, "vectors", { vectorBucketName: "team-vectors", encryptionConfigurations: [encryption] }],
    [
      indexType,
      "index",
      {
        vectorBucketName: "team-vectors",
        indexName: "passages",
        dataType: "float32",
        dimension: 1024,
        distanceMetric: "cosine",
        metadataConfiguration: { nonFilterableMetadataKeys: ["text"] },
        encryptionConfigurations: [encryption],
      },
    ],
  );
  expect(registeredVectors(stack)).toEqual({
    buckets: [{ name: "team-vectors", encryption }],
    indexes: [
      {
        bucket: "team-vectors",
        name: "passages",
        dimension: 1024,
        metric: "cosine",
        nonFilterableKeys: ["text"],
        encryption,
      },
    ],
  });
});

test("reads what is left out as none", () => {
  const inputs = { vectorBucketName: "team-vectors", indexName: "passages", dimension: 2, distanceMetric: "euclidean" };
  const { buckets, indexes } = registeredVectors(
    stackOf([bucketType, "vectors", { vectorBucketName: "team-vectors" }], [indexType, "index", inputs]),
  );
  expect(buckets).toEqual([{ name: "team-vectors", encryption: undefined }]);
  expect(indexes).toMatchObject([{ metric: "euclidean", nonFilterableKeys: [], encryption: undefined }]);
});

test("finds none where the stack has none", () => {
  expect(registeredVectors(stackOf())).toEqual({ buckets: [], indexes: [] });
});
