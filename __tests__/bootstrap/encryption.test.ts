import type { StackResult } from "../../local/pulumi/registered-resource";
import { isAllowed } from "../helpers/iam/iam";
import { comesAfter, plan } from "../helpers/stacks/deployment-plan";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

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
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
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

describe("another key", () => {
  const newKey = "arn:aws:kms:us-east-1:000000000000:key/9876abcd-12ab-34cd-56ef-1234567890ab";
  const github = { repository: "acme/embeddings", environments: ["dev"] };
  const withKey = (kmsKey: string, previousKmsKeys: string[] = []) =>
    runLayer("bootstrap", { config: { kmsKey, previousKmsKeys, github } });
  const types = (steps: ReturnType<typeof plan>, refused: boolean) =>
    steps
      .filter((step) => step.refused === refused)
      .map(({ operation, type }) => `${operation} ${type.split(":").at(-1)}`);
  const without = (stack: StackResult, ...gone: string[]): StackResult => ({
    ...stack,
    resources: stack.resources.filter(({ type }) => !gone.includes(type)),
  });

  test.each([
    [givenKey, newKey, []],
    ["create", newKey, ["delete Key"]],
    [givenKey, "", []],
    ["", newKey, []],
  ])(
    "from %s to %s is refused for the indexes, and for a key that was created, and nothing else",
    async (from, to, key) => {
      const steps = plan(await withKey(from), await withKey(to, from.startsWith("arn:") ? [from] : []));
      expect(types(steps, true)).toEqual(["replace VectorsIndex", "replace VectorsIndex", ...key]);
      const allowed = types(steps, false);
      expect(allowed.filter((step) => /^replace|VectorsVectorBucket/.test(step))).toEqual([]);
      expect(allowed).toContain("update BucketServerSideEncryptionConfiguration");
    },
  );

  test("once the indexes are deleted makes them anew with it, and changes the buckets and policies in place", async () => {
    const deleted = without(await withKey(givenKey), "aws:s3/vectorsIndex:VectorsIndex");
    const present = await withKey(newKey, [givenKey]);
    const steps = plan(deleted, present);
    expect(steps.filter(({ refused }) => refused)).toEqual([]);
    expect([...new Set(types(steps, false))].sort()).toEqual([
      "create VectorsIndex",
      "update BucketServerSideEncryptionConfiguration",
      "update Policy",
    ]);
    for (const { inputs } of ofType(present, "aws:s3/vectorsIndex:VectorsIndex")) {
      expect(inputs["encryptionConfigurations"]).toEqual([{ sseType: "aws:kms", kmsKeyArn: newKey }]);
    }
    // The last step: nothing is encrypted with the previous one any more.
    expect([...new Set(types(plan(present, await withKey(newKey)), false))]).toEqual(["update Policy"]);
  });

  test("encrypts nothing before the policies and the boundary let it be used", async () => {
    const present = await withKey(newKey, [givenKey]);
    const encrypted = present.resources.filter(({ type }) =>
      /BucketServerSideEncryptionConfiguration$|VectorsIndex$/.test(type),
    );
    expect(encrypted).toHaveLength(4);
    for (const policy of ["embeddings-service-s3-vector-service-access", "github-boundary"]) {
      const late = encrypted.filter((resource) => comesAfter(present, resource, named(present, policy)));
      expect([policy, late.map(({ name }) => name)]).toEqual([policy, encrypted.map(({ name }) => name)]);
    }
  });

  test("leaves what the previous one encrypts readable through S3, and encrypts nothing more with that", async () => {
    const present = await withKey(newKey, [givenKey]);
    expect(present.outputs["previousKmsKeyArns"]).toEqual([givenKey]);
    const policyOf = (name: string) => String(named(present, name).inputs["policy"]);
    const boundary = policyOf("github-boundary");
    const leftToIam = String(named(await create(), "encryption-key").inputs["policy"]);
    const use = async (name: string, action: string, service: string) => {
      const context = { "kms:ViaService": `${service}.us-east-1.amazonaws.com` };
      const request = { action, resource: givenKey, context };
      return [await isAllowed([policyOf(name)], request, leftToIam), await isAllowed([boundary], request, leftToIam)];
    };
    for (const name of ["embeddings-service-s3-vector-service-access", "embeddings-service-s3-vector-read-access"]) {
      await expect(use(name, "kms:Decrypt", "s3")).resolves.toEqual([true, true]);
      await expect(use(name, "kms:GenerateDataKey", "s3")).resolves.toEqual([false, false]);
      expect((await use(name, "kms:Decrypt", "s3vectors"))[0]).toBe(false);
      expect((await use(name, "kms:Decrypt", "dynamodb"))[0]).toBe(false);
    }
  });

  test.each([
    [{ previousKmsKeys: ["alias/old"] }, 'previousKmsKeys is ["alias/old"]: [0] must be the ARN of a KMS key'],
    [{ kmsKey: givenKey, previousKmsKeys: [givenKey] }, "names kmsKey, which is the present one"],
  ])("is refused with %j", async (config, message) => {
    await expect(runLayer("bootstrap", { preview: true, config })).rejects.toThrow(message);
  });
});
