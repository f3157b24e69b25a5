import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bedrockInvocation, bucketManagement, embeddingsRead, embeddingsReadWrite } from "../common/policy-documents";

/** Arguments of {@link EmbeddingPolicies}. */
export interface EmbeddingPoliciesArgs {
  /** The `{project}` of the policies' names. */
  readonly project: string;
  /** The buckets that the S3 policies grant access to. */
  readonly bucketArns: readonly pulumi.Input<string>[];
  /** The Bedrock foundation models that may be invoked, by model id. */
  readonly embeddingModels: readonly string[];
  /** The region in which they may be invoked. */
  readonly region: pulumi.Input<string>;
}

/** The managed IAM policies that deployments and service roles attach. */
export class EmbeddingPolicies extends pulumi.ComponentResource {
  readonly managementPolicyArn: pulumi.Output<string>;
  readonly servicePolicyArn: pulumi.Output<string>;
  readonly readPolicyArn: pulumi.Output<string>;
  readonly bedrockPolicyArn: pulumi.Output<string>;

  constructor(name: string, args: EmbeddingPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:EmbeddingPolicies", name, {}, opts);
    const policy = (suffix: string, description: string, document: pulumi.Output<string>) =>
      new aws.iam.Policy(
        `${name}-${suffix}`,
        { name: `${args.project}-${suffix}`, description, policy: document },
        { parent: this },
      ).arn;

    this.managementPolicyArn = policy(
      "s3-vector-management",
      "Create and configure the embedding buckets",
      bucketManagement(args.bucketArns),
    );
    this.servicePolicyArn = policy(
      "s3-vector-service-access",
      "Read and write embeddings",
      embeddingsReadWrite(args.bucketArns),
    );
    this.readPolicyArn = policy("s3-vector-read-access", "Read embeddings", embeddingsRead(args.bucketArns));
    this.bedrockPolicyArn = policy(
      "bedrock-invocation",
      "Invoke the embedding models",
      bedrockInvocation(this.modelArns(args)),
    );
    this.registerOutputs({
      managementPolicyArn: this.managementPolicyArn,
      servicePolicyArn: this.servicePolicyArn,
      readPolicyArn: this.readPolicyArn,
      bedrockPolicyArn: this.bedrockPolicyArn,
    });
  }

  private modelArns({ embeddingModels, region }: EmbeddingPoliciesArgs): pulumi.Output<string>[] {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    return embeddingModels.map((id) => pulumi.interpolate`arn:${partition}:bedrock:${region}::foundation-model/${id}`);
  }
}
