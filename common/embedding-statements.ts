import { allow, type Statement } from "./policy-statement";

/** What keeps embeddings. */
export interface EmbeddingResources {
  readonly bucketArns: readonly string[];
  /** The vector indexes; a policy for none has nothing of S3 Vectors. */
  readonly indexArns: readonly string[];
  /** The KMS key that all of it is encrypted with; undefined where S3 manages the keys. */
  readonly kmsKeyArn: string | undefined;
  /** The KMS keys that some of the objects are still encrypted with. */
  readonly previousKmsKeyArns: readonly string[];
}

/** The objects that hold embeddings, inside a bucket. */
const embeddings = "embeddings/*";

/** Among them, that of the sweep of expired ones. */
const sweepKey = "embeddings/.sweep";

/**
 * The bucket settings that the bootstrap layer manages, one action for each.
 * There is no `s3:DeleteBucket`: the buckets are retained when they leave the stack.
 */
const bucketManagementActions = [
  "s3:CreateBucket",
  "s3:ListBucket",
  "s3:GetBucketLocation",
  ...["Acl", "CORS", "Logging", "Notification", "Policy", "RequestPayment", "Tagging", "Versioning", "Website"].map(
    (setting) => `s3:GetBucket${setting}`,
  ),
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListTagsForResource",
  "s3:PutBucketLogging",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
];

/**
 * The settings of vector buckets and indexes, none of which can be changed but for their tags. They are retained too.
 */
const vectorManagementActions = [
  "s3vectors:CreateIndex",
  "s3vectors:CreateVectorBucket",
  "s3vectors:GetIndex",
  "s3vectors:GetVectorBucket",
  "s3vectors:ListTagsForResource",
  "s3vectors:TagResource",
  "s3vectors:UntagResource",
];

/** What a deployment needs to create and configure buckets; no access to their objects. */
export function allowManageBuckets(bucketArns: readonly string[]): Statement[] {
  return [allow("ManageBuckets", bucketManagementActions, bucketArns)];
}

/** What a deployment needs to create and configure vector buckets and indexes, and to encrypt them; no access to vectors. */
export function allowManageVectors(vectorArns: readonly string[], kmsKeyArn: string | undefined): Statement[] {
  if (vectorArns.length === 0) return [];
  return [
    allow("ManageVectors", vectorManagementActions, vectorArns),
    ...useKey(["kms:GenerateDataKey"], kmsKeyArn, ["s3vectors"]),
  ];
}

/** Read and write of embeddings. */
export function allowReadWriteEmbeddings(resources: EmbeddingResources): Statement[] {
  const { bucketArns, indexArns, kmsKeyArn, previousKmsKeyArns } = resources;
  return [
    tellMissing(bucketArns),
    allow("ReadAndWriteEmbeddings", ["s3:GetObject", "s3:PutObject"], objectArns(bucketArns)),
    ...onIndexes("ReadAndWriteVectors", ["s3vectors:GetVectors", "s3vectors:PutVectors"], indexArns),
    ...useKey(["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, servicesOf(indexArns)),
    ...usePreviousKeys(previousKmsKeyArns),
  ];
}

/** Read and search of embeddings. */
export function allowReadEmbeddings(resources: EmbeddingResources): Statement[] {
  const { bucketArns, indexArns, kmsKeyArn, previousKmsKeyArns } = resources;
  return [
    tellMissing(bucketArns),
    allow("ReadEmbeddings", ["s3:GetObject"], objectArns(bucketArns)),
    ...onIndexes("SearchVectors", ["s3vectors:GetVectors", "s3vectors:QueryVectors"], indexArns),
    ...useKey(["kms:Decrypt"], kmsKeyArn, servicesOf(indexArns)),
    ...usePreviousKeys(previousKmsKeyArns),
  ];
}

/** Deletion of the embeddings in buckets, and their list, which tells whether there is one. */
export function allowDeleteEmbeddings(bucketArns: readonly string[]): Statement[] {
  return [
    allow("ListEmbeddings", ["s3:ListBucket"], bucketArns, { StringLike: { "s3:prefix": embeddings } }),
    allow("DeleteEmbeddings", ["s3:DeleteObject"], objectArns(bucketArns)),
  ];
}

/**
 * What the sweep of expired embeddings does with those in buckets: it lists and reads them, deletes one in the state in which it
 * was read, which takes both actions, and keeps how far it has come.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-delete-enforce.html
 */
export function allowSweepEmbeddings(resources: Omit<EmbeddingResources, "indexArns">): Statement[] {
  const { bucketArns, kmsKeyArn, previousKmsKeyArns } = resources;
  return [
    tellMissing(bucketArns),
    allow("SweepEmbeddings", ["s3:GetObject", "s3:DeleteObject"], objectArns(bucketArns)),
    allow(
      "KeepPosition",
      ["s3:PutObject"],
      bucketArns.map((bucketArn) => `${bucketArn}/${sweepKey}`),
    ),
    ...useKey(["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, ["s3"]),
    ...usePreviousKeys(previousKmsKeyArns),
  ];
}

/** Deletion of the vectors in indexes, and their list with what they carry, by which those of a filter are found. */
export function allowDeleteVectors(indexArns: readonly string[], kmsKeyArn: string | undefined): Statement[] {
  return [
    ...onIndexes(
      "FindAndDeleteVectors",
      ["s3vectors:DeleteVectors", "s3vectors:ListVectors", "s3vectors:GetVectors"],
      indexArns,
    ),
    ...useKey(["kms:Decrypt"], kmsKeyArn, ["s3vectors"]),
  ];
}

/**
 * The list of the vectors in indexes, and what they carry, for which S3 Vectors asks for a second action.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html
 */
export function allowListVectors(indexArns: readonly string[], kmsKeyArn: string | undefined): Statement[] {
  return [
    ...onIndexes("ListVectors", ["s3vectors:ListVectors", "s3vectors:GetVectors"], indexArns),
    ...useKey(["kms:Decrypt"], kmsKeyArn, ["s3vectors"]),
  ];
}

/** All that any function does with the embeddings in buckets. */
export function allowUseEmbeddings(bucketArns: readonly string[]): Statement[] {
  return [
    allow("UseEmbeddings", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], objectArns(bucketArns)),
    allow("ListEmbeddings", ["s3:ListBucket"], bucketArns),
  ];
}

/** All that any function does with the vectors in indexes. */
export function allowUseVectors(indexArns: readonly string[]): Statement[] {
  const actions = ["Delete", "Get", "List", "Put", "Query"].map((verb) => `s3vectors:${verb}Vectors`);
  return onIndexes("UseVectors", actions, indexArns);
}

/**
 * Without `s3:ListBucket` S3 answers a missing key with 403 instead of 404. It takes no condition on the
 * prefix, which a GetObject request does not carry.
 */
function tellMissing(bucketArns: readonly string[]): Statement {
  return allow("TellMissingFromForbidden", ["s3:ListBucket"], bucketArns);
}

/** IAM takes no statement without resources. */
function onIndexes(sid: string, actions: readonly string[], indexArns: readonly string[]): Statement[] {
  return indexArns.length > 0 ? [allow(sid, actions, indexArns)] : [];
}

/** Use of a key by these services alone. */
function useKey(actions: readonly string[], kmsKeyArn: string | undefined, services: readonly string[]): Statement[] {
  if (!kmsKeyArn) return [];
  return [allow("UseEncryptionKey", actions, [kmsKeyArn], through(services))];
}

/** Decryption of the objects that these keys encrypt; an index has one key at a time. */
function usePreviousKeys(kmsKeyArns: readonly string[]): Statement[] {
  return kmsKeyArns.length > 0 ? [allow("UsePreviousKeys", ["kms:Decrypt"], kmsKeyArns, through(["s3"]))] : [];
}

function through(services: readonly string[]) {
  return { StringLike: { "kms:ViaService": services.map((service) => `${service}.*.amazonaws.com`) } };
}

/**
 * The services that use the key for whoever may read or write.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html
 */
function servicesOf(indexArns: readonly string[]): string[] {
  return indexArns.length > 0 ? ["s3", "s3vectors"] : ["s3"];
}

function objectArns(bucketArns: readonly string[]): string[] {
  return bucketArns.map((bucketArn) => `${bucketArn}/${embeddings}`);
}
