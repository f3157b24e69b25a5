import { bootstrapOutputs } from "../../bootstrap/outputs";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

const bucket = "embeddings-service-vector-embeddings";
/** The default, which the project's own stack adds to. */
const oneBucket = { bucketSuffixes: ["vector-embeddings"] };

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("registers exactly one bucket with its settings, its index, and the policies", async () => {
    const { resources } = await runLayer("bootstrap", { preview, config: oneBucket });
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "aws:iam/policy:Policy embeddings-service-bedrock-invocation",
      "aws:iam/policy:Policy embeddings-service-s3-vector-management",
      "aws:iam/policy:Policy embeddings-service-s3-vector-read-access",
      "aws:iam/policy:Policy embeddings-service-s3-vector-service-access",
      "aws:s3/bucket:Bucket vector-embeddings-bucket",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration vector-embeddings-lifecycle",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls vector-embeddings-ownership",
      "aws:s3/bucketPolicy:BucketPolicy vector-embeddings-tls-only",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock vector-embeddings-public-access",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration vector-embeddings-encryption",
      "aws:s3/bucketVersioning:BucketVersioning vector-embeddings-versioning",
      "aws:s3/vectorsIndex:VectorsIndex vector-index-vector-embeddings",
      "aws:s3/vectorsVectorBucket:VectorsVectorBucket vector-index-bucket",
      "embeddings:bootstrap:EmbeddingPolicies embeddings-service",
      "embeddings:bootstrap:GithubActionsAccess github-actions",
      "embeddings:bootstrap:VectorBucket vector-embeddings",
      "embeddings:bootstrap:VectorIndexes vector-index",
      "pulumi:providers:aws aws",
    ]);
  });

  test("protects and retains the bucket", async () => {
    const { inputs, options } = named(await runLayer("bootstrap", { preview }), "vector-embeddings-bucket");
    expect(inputs).toEqual({ bucket, forceDestroy: false });
    expect(options).toMatchObject({ protect: true, retainOnDelete: true });
  });

  test("provisions nothing with enableS3Vector false, and still returns a valid contract", async () => {
    const { resources, outputs } = await runLayer("bootstrap", { preview, config: { enableS3Vector: false } });
    expect(resources).toEqual([]);
    expect(bootstrapOutputs.parse(outputs)).toEqual(outputs);
    // Pulumi drops outputs that are null; a reader gets the same contract.
    const stored = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
    expect(bootstrapOutputs.parse(stored)).toEqual(outputs);
  });
});

test("retains what guards a bucket with the bucket", async () => {
  const { resources } = await runLayer("bootstrap", { config: { accessLogBucket: "central-logs", ...oneBucket } });
  const parts = resources.filter(({ custom, name }) => custom && name.startsWith("vector-embeddings-"));
  expect(parts).toHaveLength(8);
  for (const { name, options } of parts) expect([name, options.retainOnDelete]).toEqual([name, true]);
});

test("blocks public access, enforces ownership, versions and encrypts the bucket", async () => {
  const result = await runLayer("bootstrap");
  expect(named(result, "vector-embeddings-public-access").inputs).toEqual({
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  expect(named(result, "vector-embeddings-ownership").inputs).toEqual({
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  expect(named(result, "vector-embeddings-versioning").inputs).toEqual({
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  expect(named(result, "vector-embeddings-encryption").inputs).toEqual({
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] }],
  });
});

test("expires noncurrent versions and unfinished uploads, and no current object", async () => {
  const { inputs } = named(await runLayer("bootstrap"), "vector-embeddings-lifecycle");
  expect(inputs).toEqual({
    bucket,
    rules: [
      {
        id: "expire-noncurrent-versions",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 90 },
      },
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ],
  });
});

test("returns the contract with the names and ARNs of what it registered", async () => {
  const githubActionsRoles = ["deploy-dev", "deploy-prod"];
  const { outputs } = await runLayer("bootstrap", { config: { ...oneBucket, githubActionsRoles } });
  const policy = (name: string) => `arn:aws:iam::000000000000:policy/embeddings-service-${name}`;
  expect(outputs).toEqual({
    contractVersion: 1,
    region: "us-east-1",
    s3VectorBucketIds: { "vector-embeddings": bucket },
    s3VectorBucketArns: { "vector-embeddings": `arn:aws:s3:::${bucket}` },
    s3VectorManagementPolicyArn: policy("s3-vector-management"),
    s3VectorServicePolicyArn: policy("s3-vector-service-access"),
    s3VectorReadPolicyArn: policy("s3-vector-read-access"),
    bedrockInvocationPolicyArn: policy("bedrock-invocation"),
    embeddingModels: ["amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v1"],
    rerankModels: [],
    githubActionsRoleArns: ["arn:aws:iam::000000000000:role/deploy-dev", "arn:aws:iam::000000000000:role/deploy-prod"],
    kmsKeyArn: null,
    previousKmsKeyArns: [],
    permissionsBoundaryArn: null,
    boundaryAllowsPrivateNetwork: false,
    boundaryAllowsExpiry: false,
    boundaryBucketNames: [],
    vectorBucketName: "embeddings-service-vectors",
    vectorIndexNames: { "vector-embeddings": "vector-embeddings" },
    vectorIndexArns: {
      "vector-embeddings":
        "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings",
    },
    vectorIndexModel: "amazon.titan-embed-text-v2:0",
    vectorIndexDimension: 1024,
  });
  expect(bootstrapOutputs.parse(outputs)).toEqual(outputs);
});

test("attaches the management policy to each GitHub Actions role, beside its other policies", async () => {
  const result = await runLayer("bootstrap", { config: { githubActionsRoles: ["deploy-dev", "deploy-prod"] } });
  const policyArn = "arn:aws:iam::000000000000:policy/embeddings-service-s3-vector-management";
  expect(
    ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ name, inputs }) => ({ name, inputs })),
  ).toEqual([
    { name: "github-actions-deploy-dev", inputs: { role: "deploy-dev", policyArn } },
    { name: "github-actions-deploy-prod", inputs: { role: "deploy-prod", policyArn } },
  ]);
});

test("adds a bucket for an added suffix and changes no other", async () => {
  const one = await runLayer("bootstrap", { config: oneBucket });
  const two = await runLayer("bootstrap", { config: { bucketSuffixes: ["images", "vector-embeddings"] } });
  expect(ofType(two, "aws:s3/bucket:Bucket").map(({ id }) => id)).toEqual([
    "embeddings-service-images",
    "embeddings-service-vector-embeddings",
  ]);
  for (const before of one.resources.filter(({ name }) => name.startsWith("vector-embeddings"))) {
    expect(named(two, before.name)).toMatchObject({ type: before.type, inputs: before.inputs });
  }
  expect(two.outputs["s3VectorBucketIds"]).toEqual({
    images: "embeddings-service-images",
    "vector-embeddings": "embeddings-service-vector-embeddings",
  });
});

test("starts every physical name with the configured project", async () => {
  const result = await runLayer("bootstrap", { config: { ...oneBucket, project: "acme-search" } });
  expect(ofType(result, "aws:s3/bucket:Bucket").map(({ id }) => id)).toEqual(["acme-search-vector-embeddings"]);
  expect(
    ofType(result, "aws:iam/policy:Policy")
      .map(({ inputs }) => inputs["name"])
      .sort(),
  ).toEqual([
    "acme-search-bedrock-invocation",
    "acme-search-s3-vector-management",
    "acme-search-s3-vector-read-access",
    "acme-search-s3-vector-service-access",
  ]);
});

test("logs the access to each bucket where it is asked to, below the bucket's name", async () => {
  const result = await runLayer("bootstrap", { config: { ...oneBucket, accessLogBucket: "central-logs" } });
  expect(named(result, "vector-embeddings-access-logs").inputs).toEqual({
    bucket,
    targetBucket: "central-logs",
    targetPrefix: `${bucket}/`,
  });
});
