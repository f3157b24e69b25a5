import type { StackResult } from "../../local/engine";
import { isAllowed } from "../helpers/iam";
import { named, ofType, runLayer } from "../helpers/run-layer";

const ownKey = "arn:aws:kms:us-east-1:000000000000:key/encryption-key";
const givenKey = "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const create = (): Promise<StackResult> => runLayer("bootstrap", { config: { kmsKey: "create" } });

test("creates a key that is rotated, and kept whatever happens to the stack", async () => {
  const result = await create();
  const { inputs, options } = named(result, "encryption-key");
  expect(inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
  expect(options).toMatchObject({ protect: true, retainOnDelete: true });
  const leaveToIam = {
    Sid: "LeaveToIam",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::000000000000:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const vectorBucketArn = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors";
  const maintainIndexes = {
    Sid: "MaintainIndexes",
    Effect: "Allow",
    Principal: { Service: "indexing.s3vectors.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      ArnLike: { "aws:SourceArn": [vectorBucketArn, `${vectorBucketArn}/*`] },
      StringEquals: { "aws:SourceAccount": "000000000000" },
      "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["aws:s3vectors:arn", "aws:s3vectors:resource-id"] },
    },
  };
  const statements = (stack: StackResult) =>
    JSON.parse(String(named(stack, "encryption-key").inputs["policy"])).Statement;
  expect(statements(result)).toEqual([leaveToIam, maintainIndexes]);
  const unindexed = await runLayer("bootstrap", { config: { kmsKey: "create", vectorIndex: false } });
  expect(statements(unindexed)).toEqual([leaveToIam]);
  expect(named(result, "encryption-alias").inputs).toEqual({
    name: "alias/embeddings-service",
    targetKeyId: "encryption-key",
  });
  expect(result.outputs["kmsKeyArn"]).toBe(ownKey);
});

test.each([
  ["create", ownKey],
  [givenKey, givenKey],
])("encrypts every bucket by kmsKey %s, with a bucket key", async (kmsKey, kmsMasterKeyId) => {
  const result = await runLayer("bootstrap", { config: { kmsKey, bucketSuffixes: ["texts", "images"] } });
  for (const suffix of ["texts", "images"]) {
    expect(named(result, `${suffix}-encryption`).inputs["rules"]).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId }, bucketKeyEnabled: true },
    ]);
  }
  expect(result.outputs["kmsKeyArn"]).toBe(kmsMasterKeyId);
});

test("creates no key where one is given, or none is asked for", async () => {
  for (const config of [{ kmsKey: givenKey }, {}]) {
    expect(ofType(await runLayer("bootstrap", { config }), "aws:kms/key:Key")).toEqual([]);
  }
});

test.each<[string, string, boolean]>([
  ["s3-vector-service-access", "kms:Decrypt", true],
  ["s3-vector-service-access", "kms:GenerateDataKey", true],
  ["s3-vector-service-access", "kms:ScheduleKeyDeletion", false],
  ["s3-vector-read-access", "kms:Decrypt", true],
  ["s3-vector-read-access", "kms:GenerateDataKey", false],
  ["s3-vector-management", "kms:Decrypt", false],
])("%s allows through S3 and, for indexes, through S3 Vectors %s: %s", async (policy, action, expected) => {
  const result = await create();
  const policyOf = (name: string) => String(named(result, name).inputs["policy"]);
  const use = (context: Record<string, string>, resource: string) =>
    isAllowed([policyOf(`embeddings-service-${policy}`)], { action, resource, context }, policyOf("encryption-key"));
  const byService = (service: string, resource = ownKey) => use({ "kms:ViaService": service }, resource);
  await expect(byService("s3.us-east-1.amazonaws.com")).resolves.toBe(expected);
  await expect(byService("s3vectors.us-east-1.amazonaws.com")).resolves.toBe(expected);
  await expect(byService("dynamodb.us-east-1.amazonaws.com")).resolves.toBe(false);
  await expect(byService("s3.us-east-1.amazonaws.com", givenKey)).resolves.toBe(false);
  await expect(use({}, ownKey)).resolves.toBe(false);
});

test.each<[string, string, boolean, Record<string, unknown>]>([
  ["s3-vector-management", "s3vectors", true, {}],
  ["s3-vector-management", "s3", false, {}],
  ["s3-vector-management", "s3vectors", false, { vectorIndex: false }],
  ["s3-vector-service-access", "s3", true, { vectorIndex: false }],
  ["s3-vector-service-access", "s3vectors", false, { vectorIndex: false }],
])("%s allows to encrypt through %s: %s, with %j", async (policy, service, expected, config) => {
  const result = await runLayer("bootstrap", { config: { kmsKey: "create", ...config } });
  const policyOf = (name: string) => String(named(result, name).inputs["policy"]);
  const context = { "kms:ViaService": `${service}.us-east-1.amazonaws.com` };
  const request = { action: "kms:GenerateDataKey", resource: ownKey, context };
  await expect(
    isAllowed([policyOf(`embeddings-service-${policy}`)], request, policyOf("encryption-key")),
  ).resolves.toBe(expected);
});
