import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../common/aws-scope";
import type { InvocableModel } from "../common/model-statements";
import { bedrockInvocation, bucketManagement, embeddingsRead, embeddingsReadWrite } from "../common/policy-documents";

/** Arguments of {@link EmbeddingPolicies}. */
export interface EmbeddingPoliciesArgs {
  /** The `{project}` of the policies' names. */
  readonly project: string;
  readonly scope: AwsScope;
  /** The buckets that the S3 policies grant access to. */
  readonly bucketArns: readonly string[];
  /**
   * The vector bucket that the management policy grants access to.
   * @default none
   */
  readonly vectorBucketArn?: string | undefined;
  /** The indexes in it that the S3 policies grant access to. */
  readonly indexArns: readonly string[];
  /** The Bedrock models that may be invoked. */
  readonly models: readonly InvocableModel[];
  /**
   * The KMS key that the buckets and indexes are encrypted with.
   * @default keys that S3 manages
   */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
  /** The KMS keys that some of the objects are still encrypted with. */
  readonly previousKmsKeyArns: readonly string[];
}

/** The managed IAM policies that deployments and service roles attach. */
export class EmbeddingPolicies extends pulumi.ComponentResource {
  readonly managementPolicyArn: pulumi.Output<string>;
  readonly servicePolicyArn: pulumi.Output<string>;
  readonly readPolicyArn: pulumi.Output<string>;
  readonly bedrockPolicyArn: pulumi.Output<string>;

  constructor(name: string, args: EmbeddingPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:EmbeddingPolicies", name, {}, opts);
    const { project, bucketArns, vectorBucketArn, indexArns, kmsKeyArn, previousKmsKeyArns } = args;
    const policy = (suffix: string, description: string, document: pulumi.Output<string>) =>
      new aws.iam.Policy(
        `${name}-${suffix}`,
        { name: `${project}-${suffix}`, description, policy: document },
        // IAM changes no description: a new text would be a new policy, in the way of which is the old one's name.
        { parent: this, ignoreChanges: ["description"] },
      ).arn;

    this.managementPolicyArn = policy(
      "s3-vector-management",
      "Create and configure the embedding buckets",
      bucketManagement(bucketArns, vectorBucketArn ? [vectorBucketArn, ...indexArns] : [], kmsKeyArn),
    );
    this.servicePolicyArn = policy(
      "s3-vector-service-access",
      "Read and write embeddings",
      embeddingsReadWrite(bucketArns, kmsKeyArn, indexArns, previousKmsKeyArns),
    );
    this.readPolicyArn = policy(
      "s3-vector-read-access",
      "Read embeddings",
      embeddingsRead(bucketArns, kmsKeyArn, indexArns, previousKmsKeyArns),
    );
    this.bedrockPolicyArn = policy(
      "bedrock-invocation",
      "Invoke the embedding models",
      bedrockInvocation(args.models, args.scope),
    );
    this.registerOutputs({
      managementPolicyArn: this.managementPolicyArn,
      servicePolicyArn: this.servicePolicyArn,
      readPolicyArn: this.readPolicyArn,
      bedrockPolicyArn: this.bedrockPolicyArn,
    });
  }
}
