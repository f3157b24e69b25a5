import type { StackResult } from "../../local/pulumi/registered-resource";
import { isAllowed } from "../helpers/iam/iam";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

const bucket = "arn:aws:s3:::embeddings-service-vector-embeddings";
const object = `${bucket}/embeddings/doc1.json`;
const vectorBucket = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors";
const index = `${vectorBucket}/index/vector-embeddings`;
const titan = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0";

let result: StackResult;
beforeAll(async () => {
  result = await runLayer("bootstrap");
});

const policy = (name: string) => String(named(result, `embeddings-service-${name}`).inputs["policy"]);

test.each([
  ["s3-vector-management", "s3:CreateBucket", bucket],
  ["s3-vector-management", "s3:PutBucketVersioning", bucket],
  ["s3-vector-management", "s3:PutLifecycleConfiguration", bucket],
  ["s3-vector-management", "s3:PutEncryptionConfiguration", bucket],
  ["s3-vector-management", "s3:PutBucketPublicAccessBlock", bucket],
  ["s3-vector-management", "s3:PutBucketOwnershipControls", bucket],
  ["s3-vector-management", "s3:PutBucketPolicy", bucket],
  ["s3-vector-service-access", "s3:GetObject", object],
  ["s3-vector-service-access", "s3:PutObject", object],
  ["s3-vector-service-access", "s3:ListBucket", bucket],
  ["s3-vector-read-access", "s3:GetObject", object],
  ["s3-vector-read-access", "s3:ListBucket", bucket],
  ["s3-vector-management", "s3vectors:CreateVectorBucket", vectorBucket],
  ["s3-vector-management", "s3vectors:GetVectorBucket", vectorBucket],
  ["s3-vector-management", "s3vectors:TagResource", vectorBucket],
  ["s3-vector-management", "s3vectors:UntagResource", vectorBucket],
  ["s3-vector-management", "s3vectors:ListTagsForResource", vectorBucket],
  ["s3-vector-management", "s3vectors:CreateIndex", index],
  ["s3-vector-management", "s3vectors:GetIndex", index],
  ["s3-vector-management", "s3vectors:TagResource", index],
  ["s3-vector-management", "s3vectors:UntagResource", index],
  ["s3-vector-management", "s3vectors:ListTagsForResource", index],
  ["s3-vector-service-access", "s3vectors:PutVectors", index],
  ["s3-vector-service-access", "s3vectors:GetVectors", index],
  ["s3-vector-read-access", "s3vectors:QueryVectors", index],
  ["s3-vector-read-access", "s3vectors:GetVectors", index],
  ["bedrock-invocation", "bedrock:InvokeModel", titan],
])("%s allows %s on %s", async (name, action, resource) => {
  await expect(isAllowed([policy(name)], { action, resource })).resolves.toBe(true);
});

test.each([
  ["s3-vector-management", "s3:GetObject", object],
  ["s3-vector-management", "s3:PutObject", object],
  ["s3-vector-management", "s3:DeleteBucket", bucket],
  ["s3-vector-management", "s3:PutBucketPolicy", "arn:aws:s3:::embeddings-service-other"],
  ["s3-vector-service-access", "s3:PutObject", `${bucket}/elsewhere/doc1.json`],
  ["s3-vector-service-access", "s3:PutObject", "arn:aws:s3:::embeddings-service-other/embeddings/doc1.json"],
  ["s3-vector-service-access", "s3:PutBucketPolicy", bucket],
  ["s3-vector-read-access", "s3:PutObject", object],
  ["s3-vector-read-access", "s3:DeleteObject", object],
  ["s3-vector-management", "s3vectors:DeleteVectorBucket", vectorBucket],
  ["s3-vector-management", "s3vectors:DeleteIndex", index],
  ["s3-vector-management", "s3vectors:PutVectorBucketPolicy", vectorBucket],
  ["s3-vector-management", "s3vectors:PutVectors", index],
  ["s3-vector-management", "s3vectors:CreateIndex", `${vectorBucket}/index/other`],
  ["s3-vector-service-access", "s3vectors:PutVectors", `${vectorBucket}/index/other`],
  ["s3-vector-service-access", "s3vectors:GetVectors", `${vectorBucket}/index/other`],
  ["s3-vector-service-access", "s3vectors:PutVectors", index.replace("us-east-1", "eu-west-1")],
  ["s3-vector-service-access", "s3vectors:DeleteVectors", index],
  ["s3-vector-service-access", "s3vectors:QueryVectors", index],
  ["s3-vector-service-access", "s3vectors:CreateIndex", index],
  ["s3-vector-read-access", "s3vectors:PutVectors", index],
  ["s3-vector-read-access", "s3vectors:ListVectors", index],
  ["s3-vector-read-access", "s3vectors:QueryVectors", `${vectorBucket}/index/other`],
  ["bedrock-invocation", "bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2"],
  ["bedrock-invocation", "bedrock:InvokeModel", titan.replace("us-east-1", "eu-west-1")],
])("%s does not allow %s on %s", async (name, action, resource) => {
  await expect(isAllowed([policy(name)], { action, resource })).resolves.toBe(false);
});

test("allows every action that s3-vector-management names, each of which AWS has", async () => {
  const [{ Action }] = JSON.parse(policy("s3-vector-management")).Statement;
  expect(Action.length).toBeGreaterThan(20);
  for (const action of Action) {
    const allowed = await isAllowed([policy("s3-vector-management")], { action, resource: bucket });
    expect([action, allowed]).toEqual([action, true]);
  }
});

test("covers every bucket and index, whatever its suffix", async () => {
  result = await runLayer("bootstrap", { config: { bucketSuffixes: ["images", "xn1"] } });
  for (const suffix of ["images", "xn1"]) {
    for (const [action, resource] of [
      ["s3:PutObject", `arn:aws:s3:::embeddings-service-${suffix}/embeddings/doc1.json`],
      ["s3vectors:PutVectors", `${vectorBucket}/index/${suffix}`],
    ] as const) {
      await expect(isAllowed([policy("s3-vector-service-access")], { action, resource })).resolves.toBe(true);
    }
  }
});

test("grants no action and no resource by a bare wildcard", async () => {
  for (const { inputs } of ofType(result, "aws:iam/policy:Policy")) {
    for (const { Action, Resource } of JSON.parse(String(inputs["policy"])).Statement) {
      expect(Action.filter((action: string) => action.includes("*"))).toEqual([]);
      expect(Resource.filter((resource: string) => !resource.startsWith("arn:aws:"))).toEqual([]);
    }
  }
});

test("lets nobody use the bucket without TLS", async () => {
  const stack = await runLayer("bootstrap");
  const readAccess = String(named(stack, "embeddings-service-s3-vector-read-access").inputs["policy"]);
  const bucketPolicy = String(named(stack, "vector-embeddings-tls-only").inputs["policy"]);
  const read = (secure: string) =>
    isAllowed(
      [readAccess],
      { action: "s3:GetObject", resource: object, context: { "aws:SecureTransport": secure } },
      bucketPolicy,
    );
  await expect(read("true")).resolves.toBe(true);
  await expect(read("false")).resolves.toBe(false);
});
