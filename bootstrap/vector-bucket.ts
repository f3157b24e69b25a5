import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { denyInsecureTransport } from "../common/policy-statement";

/** How long a replaced or deleted version of an object is kept, in days. */
const noncurrentVersionDays = 90;
/** How long the parts of an unfinished multipart upload are kept, in days. */
const unfinishedUploadDays = 7;

/** Arguments of {@link VectorBucket}. */
export interface VectorBucketArgs {
  /** The bucket's physical name. */
  readonly bucketName: string;
  /**
   * The KMS key that new objects are encrypted with.
   * @default a key that S3 manages (SSE-S3)
   */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
  /**
   * An existing bucket that gets the access logs, below `{bucketName}/`.
   * @default no access logs
   */
  readonly accessLogBucket?: string | undefined;
}

/** A private, versioned, encrypted S3 bucket for embeddings that no deployment can delete. */
export class VectorBucket extends pulumi.ComponentResource {
  readonly bucketId: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: VectorBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:VectorBucket", name, {}, opts);
    // A bucket that leaves the stack keeps its objects, and so must keep what guards them.
    const child = { parent: this, retainOnDelete: true };

    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucket: args.bucketName, forceDestroy: false },
      { ...child, protect: true },
    );
    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      child,
    );
    const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      child,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket: bucket.id, rules: [encryption(args.kmsKeyArn)] },
      child,
    );
    // The rule on old versions takes effect only on a versioned bucket.
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "expire-noncurrent-versions",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: noncurrentVersionDays },
          },
          {
            id: "abort-incomplete-uploads",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedUploadDays },
          },
        ],
      },
      { ...child, dependsOn: versioning },
    );
    // S3 answers 409 where a policy and a public access block are set at the same time.
    new aws.s3.BucketPolicy(
      `${name}-tls-only`,
      { bucket: bucket.id, policy: onlyByTls(bucket.arn) },
      { ...child, dependsOn: publicAccessBlock },
    );
    if (args.accessLogBucket) {
      new aws.s3.BucketLogging(
        `${name}-access-logs`,
        { bucket: bucket.id, targetBucket: args.accessLogBucket, targetPrefix: `${args.bucketName}/` },
        child,
      );
    }

    this.bucketId = bucket.id;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketId: this.bucketId, bucketArn: this.bucketArn });
  }
}

/** No key that a caller keeps. With a bucket key, S3 asks KMS once in a while instead of for every object. */
function encryption(kmsMasterKeyId: pulumi.Input<string> | undefined) {
  const blocked = { blockedEncryptionTypes: ["SSE-C"] };
  return kmsMasterKeyId
    ? {
        ...blocked,
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId },
        bucketKeyEnabled: true,
      }
    : { ...blocked, applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
}

function onlyByTls(bucketArn: pulumi.Output<string>): pulumi.Output<string> {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [denyInsecureTransport("s3:*", [bucketArn, pulumi.interpolate`${bucketArn}/*`])],
  };
  return pulumi.jsonStringify(document);
}
