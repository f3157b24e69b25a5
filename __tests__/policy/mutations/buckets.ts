import { add, editStatement, type Mutation, remove, set, setOptions } from "../../helpers/mutation";

const bucket = "vector-embeddings";
const bucketArn = "arn:aws:s3:::embeddings-service-vector-embeddings";
const publicAccess = `${bucket}-public-access`;
const encryption = `${bucket}-encryption`;
const lifecycle = `${bucket}-lifecycle`;
const tlsOnly = `${bucket}-tls-only`;

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
