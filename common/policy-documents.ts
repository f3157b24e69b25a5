import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where the functions keep embeddings inside a bucket. */
const embeddings = "embeddings/*";

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

/** What a deployment needs to create and configure the given buckets; no access to their objects. */
export function bucketManagement(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([
    { Sid: "ManageBuckets", Effect: "Allow", Action: bucketManagementActions, Resource: [...bucketArns] },
  ]);
}

/** Read and write of the embeddings in the given buckets. */
export function embeddingsReadWrite(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([
    tellMissing(bucketArns),
    {
      Sid: "ReadAndWriteEmbeddings",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: objectArns(bucketArns),
    },
  ]);
}

/** Read of the embeddings in the given buckets. */
export function embeddingsRead(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([
    tellMissing(bucketArns),
    { Sid: "ReadEmbeddings", Effect: "Allow", Action: ["s3:GetObject"], Resource: objectArns(bucketArns) },
  ]);
}

/** The list of the embeddings in the given buckets, without their contents. */
export function embeddingsList(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([listByPrefix(bucketArns)]);
}

/** Deletion of the embeddings in the given buckets, and their list, which tells whether there is one. */
export function embeddingsDelete(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([
    listByPrefix(bucketArns),
    { Sid: "DeleteEmbeddings", Effect: "Allow", Action: ["s3:DeleteObject"], Resource: objectArns(bucketArns) },
  ]);
}

/** Invocation of the given Bedrock models. */
export function bedrockInvocation(modelArns: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return policyDocument([
    { Sid: "InvokeEmbeddingModels", Effect: "Allow", Action: ["bedrock:InvokeModel"], Resource: [...modelArns] },
  ]);
}

/**
 * Without `s3:ListBucket` S3 answers a missing key with 403 instead of 404. It takes no condition on the
 * prefix, which a GetObject request does not carry.
 */
function tellMissing(bucketArns: readonly pulumi.Input<string>[]): aws.iam.PolicyStatement {
  return { Sid: "TellMissingFromForbidden", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [...bucketArns] };
}

function listByPrefix(bucketArns: readonly pulumi.Input<string>[]): aws.iam.PolicyStatement {
  return {
    Sid: "ListEmbeddings",
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: [...bucketArns],
    Condition: { StringLike: { "s3:prefix": embeddings } },
  };
}

function objectArns(bucketArns: readonly pulumi.Input<string>[]): pulumi.Output<string>[] {
  return bucketArns.map((arn) => pulumi.interpolate`${arn}/${embeddings}`);
}

function policyDocument(statements: aws.iam.PolicyStatement[]): pulumi.Output<string> {
  const document: aws.iam.PolicyDocument = { Version: "2012-10-17", Statement: statements };
  return pulumi.jsonStringify(document);
}
