import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, globalArn } from "../common/aws-scope";

/** How long a key waits until it is deleted, in days, the most that KMS allows. */
const deletionWindowDays = 30;

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs {
  /** What the key's alias names, after `alias/`. */
  readonly aliasName: string;
  readonly scope: pulumi.Output<AwsScope>;
}

/** A KMS key for the buckets, rotated every year, that no deployment can delete: without it no object can be read. */
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
        policy: args.scope.apply(leaveToIam),
      },
      { ...child, protect: true },
    );
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${args.aliasName}`, targetKeyId: key.keyId }, child);

    this.keyArn = key.arn;
    this.registerOutputs({ keyArn: this.keyArn });
  }
}

/** The key's policy leaves to IAM who may use it; in a key's policy `*` is this key. */
function leaveToIam(scope: AwsScope): string {
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
    ],
  };
  return JSON.stringify(policy);
}
