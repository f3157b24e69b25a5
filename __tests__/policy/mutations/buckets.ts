import {
  add,
  addStatement,
  editStatement,
  type Mutation,
  remove,
  set,
  setOptions,
} from "../../helpers/policy/mutation";

const bucket = "vector-embeddings";
const bucketArn = "arn:aws:s3:::embeddings-service-vector-embeddings";
const publicAccess = `${bucket}-public-access`;
const encryption = `${bucket}-encryption`;
const lifecycle = `${bucket}-lifecycle`;
const tlsOnly = `${bucket}-tls-only`;
const vectorBucket = "vector-index-bucket";
const vectorIndex = "vector-index-images";
/** What lets a service of AWS use the key. */
const maintainIndexes = {
  Effect: "Allow",
  Principal: { Service: "indexing.s3vectors.amazonaws.com" },
  Action: "kms:Decrypt",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
};

/** What could be done to the buckets and keys. */
export const bucketMutations: readonly Mutation[] = [
  ...[
    ["CKV_AWS_53", "blockPublicAcls"] as const,
    ["CKV_AWS_54", "blockPublicPolicy"] as const,
    ["CKV_AWS_55", "ignorePublicAcls"] as const,
    ["CKV_AWS_56", "restrictPublicBuckets"] as const,
  ].flatMap(([rule, setting]) => [
    { rule, name: `opens ${setting}`, change: set(publicAccess, setting, false) },
    { rule, name: `leaves ${setting} out`, change: set(publicAccess, setting, undefined) },
    { rule, name: `drops the public access block with ${setting}`, change: remove(publicAccess) },
  ]),
  {
    rule: "CKV2_AWS_65",
    name: "allows ACLs",
    change: set(`${bucket}-ownership`, "rule.objectOwnership", "ObjectWriter"),
  },
  { rule: "CKV2_AWS_65", name: "drops the ownership controls", change: remove(`${bucket}-ownership`) },
  { rule: "CKV_AWS_379", name: "drops the policy that denies requests without TLS", change: remove(tlsOnly) },
  { rule: "CKV_AWS_379", name: "drops its statement", change: set(tlsOnly, "policy", '{"Statement":[]}') },
  {
    rule: "CKV_AWS_379",
    name: "denies requests without TLS on the bucket only",
    change: editStatement(tlsOnly, (statement) => Object.assign(statement, { Resource: [bucketArn] })),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies requests without TLS on the objects only",
    change: editStatement(tlsOnly, (statement) => Object.assign(statement, { Resource: [`${bucketArn}/*`] })),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies requests without TLS of another bucket",
    change: editStatement(tlsOnly, (statement) =>
      Object.assign(statement, { Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }),
    ),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies reading without TLS only",
    change: editStatement(tlsOnly, (statement) => Object.assign(statement, { Action: "s3:GetObject" })),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies one account requests without TLS",
    change: editStatement(tlsOnly, (statement) => Object.assign(statement, { Principal: { AWS: "000000000000" } })),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies requests without TLS under one more condition",
    change: editStatement(tlsOnly, ({ Condition }) =>
      Object.assign(Condition as object, { StringEquals: { "aws:PrincipalAccount": "000000000000" } }),
    ),
  },
  {
    rule: "CKV_AWS_379",
    name: "denies requests with TLS",
    change: editStatement(tlsOnly, (statement) =>
      Object.assign(statement, { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ),
  },
  {
    rule: "CKV_AWS_21",
    name: "suspends versioning",
    change: set(`${bucket}-versioning`, "versioningConfiguration.status", "Suspended"),
  },
  { rule: "CKV_AWS_21", name: "drops versioning", change: remove(`${bucket}-versioning`) },
  { rule: "CKV2_AWS_61", name: "expires current objects", change: set(lifecycle, "rules.0.expiration", { days: 30 }) },
  { rule: "CKV2_AWS_61", name: "keeps old versions for ever", change: set(lifecycle, "rules.0.status", "Disabled") },
  { rule: "CKV2_AWS_61", name: "expires some old versions", change: set(lifecycle, "rules.0.filter.prefix", "logs/") },
  { rule: "CKV2_AWS_61", name: "drops the lifecycle", change: remove(lifecycle) },
  {
    rule: "CKV_AWS_300",
    name: "keeps incomplete uploads",
    change: set(lifecycle, "rules.1.abortIncompleteMultipartUpload", undefined),
  },
  { rule: "CKV_AWS_300", name: "drops the lifecycle with the abort of uploads", change: remove(lifecycle) },
  { rule: "CKV_AWS_19", name: "drops the encryption", change: remove(encryption) },
  { rule: "CKV_AWS_19", name: "names no algorithm", change: set(encryption, "rules", [{ bucketKeyEnabled: true }]) },
  { rule: "CKV_AWS_19", name: "has no rule of encryption", change: set(encryption, "rules", []) },
  {
    rule: "CKV_AWS_145",
    name: "uses KMS without bucket key",
    change: set(encryption, "rules.0.bucketKeyEnabled", false),
  },
  {
    rule: "CKV_AWS_145",
    name: "uses KMS without naming a key",
    change: set(encryption, "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId", undefined),
  },
  { rule: "CKV_AWS_7", name: "stops rotating the key", change: set("encryption-key", "enableKeyRotation", false) },
  { rule: "CKV_AWS_7", name: "never rotates the key", change: set("encryption-key", "enableKeyRotation", undefined) },
  {
    rule: "CKV_AWS_33",
    name: "gives the key to everyone",
    change: editStatement("encryption-key", (statement) => Object.assign(statement, { Principal: { AWS: "*" } })),
  },
  {
    rule: "kms-services",
    name: "gives the key to another service",
    change: addStatement("encryption-key", { ...maintainIndexes, Principal: { Service: "logs.amazonaws.com" } }),
  },
  {
    rule: "kms-services",
    name: "lets a service use the key for other accounts",
    change: addStatement("encryption-key", { ...maintainIndexes, Condition: {} }),
  },
  {
    rule: "kms-services",
    name: "lets a service encrypt with the key",
    change: addStatement("encryption-key", { ...maintainIndexes, Action: ["kms:Decrypt", "kms:Encrypt"] }),
  },
  ...[vectorBucket, vectorIndex].flatMap((name): Mutation[] => [
    {
      rule: "vector-encryption",
      name: `hangs the encryption of ${name} on a default`,
      change: set(name, "encryptionConfigurations", undefined),
    },
    {
      rule: "vector-encryption",
      name: `encrypts ${name} with KMS without naming a key`,
      change: set(name, "encryptionConfigurations.0.kmsKeyArn", undefined),
    },
    {
      rule: "vector-encryption",
      name: `encrypts ${name} in another way`,
      change: set(name, "encryptionConfigurations.0.sseType", "aws:kms:dsse"),
    },
    { rule: "protected-data", name: `unprotects ${name}`, change: setOptions(name, { protect: false }) },
    {
      rule: "protected-data",
      name: `deletes ${name} that leaves the stack`,
      change: setOptions(name, { retainOnDelete: false }),
    },
  ]),
  {
    rule: "protected-data",
    name: "lets the vector bucket be emptied",
    change: set(vectorBucket, "forceDestroy", true),
  },
  {
    rule: "AWS-0320",
    name: "puts dots into the vector bucket's name",
    change: set(vectorBucket, "vectorBucketName", "a.vectors"),
  },
  { rule: "AWS-0320", name: "gives an index a short name", change: set(vectorIndex, "indexName", "ab") },
  { rule: "protected-data", name: "lets the bucket be emptied", change: set(`${bucket}-bucket`, "forceDestroy", true) },
  { rule: "protected-data", name: "unprotects the bucket", change: setOptions(`${bucket}-bucket`, { protect: false }) },
  {
    rule: "protected-data",
    name: "deletes the bucket that leaves the stack",
    change: setOptions(`${bucket}-bucket`, { retainOnDelete: false }),
  },
  { rule: "protected-data", name: "unprotects the key", change: setOptions("encryption-key", { protect: false }) },
  { rule: "AWS-0320", name: "puts capitals into the name", change: set(`${bucket}-bucket`, "bucket", "Embeddings") },
  { rule: "AWS-0320", name: "lets Pulumi name the bucket", change: set(`${bucket}-bucket`, "bucket", undefined) },
  { rule: "CKV_AWS_18", name: "logs one bucket only", change: remove(`${bucket}-access-logs`) },
  {
    rule: "CKV_AWS_18",
    name: "logs a bucket into itself",
    change: set(`${bucket}-access-logs`, "targetBucket", "embeddings-service-vector-embeddings"),
  },
  {
    rule: "reviewed-types",
    name: "registers something of a new type",
    change: add("aws:dynamodb/table:Table", "embeddings"),
  },
];
