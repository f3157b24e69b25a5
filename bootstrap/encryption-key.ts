import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, globalArn } from "../common/aws-scope";

/** How long a key waits until it is deleted, in days, the most that KMS allows. */
const deletionWindowDays = 30;

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs {
  /** What the key's alias names, after `alias/`. */
  readonly aliasName: string;
  readonly scope: AwsScope;
  /**
   * The vector bucket whose indexes are encrypted with the key too.
   * @default none
   */
  readonly vectorBucketArn?: string | undefined;
}

/** A KMS key for the buckets and indexes, rotated every year, that no deployment can delete: without it no object can be read. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:EncryptionKey", name, {}, opts);
    const child = { parent: this, retainOnDelete: true };

    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: `Embeddings of ${args.aliasName}`,
        enableKeyRotation: true,
        deletionWindowInDays: deletionWindowDays,
        policy: keyPolicy(args.scope, args.vectorBucketArn),
      },
      { ...child, protect: true },
    );
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${args.aliasName}`, targetKeyId: key.keyId }, child);

    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

/** The key's policy leaves to IAM who may use it, beside S3 Vectors; in a key's policy `*` is this key. */
function keyPolicy(scope: AwsScope, vectorBucketArn: string | undefined): string {
  const policy: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "LeaveToIam",
        Effect: "Allow",
        Principal: { AWS: globalArn(scope, "iam", "root") },
        Action: "kms:*",
        Resource: "*",
      },
      ...(vectorBucketArn ? [maintainIndexes(scope, vectorBucketArn)] : []),
    ],
  };
  return JSON.stringify(policy);
}

/**
 * S3 Vectors maintains indexes in the background, by nobody's permissions.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html
 */
function maintainIndexes({ accountId }: AwsScope, vectorBucketArn: string): aws.iam.PolicyStatement {
  return {
    Sid: "MaintainIndexes",
    Effect: "Allow",
    Principal: { Service: "indexing.s3vectors.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      ArnLike: { "aws:SourceArn": [vectorBucketArn, `${vectorBucketArn}/*`] },
      StringEquals: { "aws:SourceAccount": accountId },
      "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["aws:s3vectors:arn", "aws:s3vectors:resource-id"] },
    },
  };
}
