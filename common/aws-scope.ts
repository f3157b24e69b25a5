import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where a stack's resources are: what their ARNs are made of. */
export interface AwsScope {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** Where the provider of these options deploys. */
export function awsScope(opts: pulumi.InvokeOptions): pulumi.Output<AwsScope> {
  return pulumi.output(getAwsScope(opts));
}

/** {@link awsScope}, for who decides by it what to create. */
export async function getAwsScope(opts: pulumi.InvokeOptions): Promise<AwsScope> {
  const [{ partition }, { region }, { accountId }] = await Promise.all([
    aws.getPartition({}, opts),
    aws.getRegion({}, opts),
    aws.getCallerIdentity({}, opts),
  ]);
  return { partition, region, accountId };
}

/** The ARN of a resource of the account in the region. */
export function arn({ partition, region, accountId }: AwsScope, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** The ARN of a resource of the account that is in no region. */
export function globalArn({ partition, accountId }: AwsScope, service: string, resource: string): string {
  return `arn:${partition}:${service}::${accountId}:${resource}`;
}

/** The ARN of a resource of the region that is in no account. */
export function regionalArn({ partition, region }: AwsScope, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}::${resource}`;
}

/** The ARN of a bucket, which no other account or region has. */
export function bucketArn({ partition }: AwsScope, bucketName: string): string {
  return `arn:${partition}:s3:::${bucketName}`;
}

/** The ARN of a vector bucket. */
export function vectorBucketArn(scope: AwsScope, bucketName: string): string {
  return arn(scope, "s3vectors", `bucket/${bucketName}`);
}

/** The ARN of an index in a vector bucket. */
export function vectorIndexArn(scope: AwsScope, bucketName: string, indexName: string): string {
  return `${vectorBucketArn(scope, bucketName)}/index/${indexName}`;
}

/** The ARN of one of Bedrock's own models in the region. */
export function modelArn(scope: AwsScope, modelId: string): string {
  return regionalArn(scope, "bedrock", `foundation-model/${modelId}`);
}

/** The ARN of a cross-region inference profile, as the account calls it from the region. */
export function inferenceProfileArn(scope: AwsScope, profileId: string): string {
  return arn(scope, "bedrock", `inference-profile/${profileId}`);
}
