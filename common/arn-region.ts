import * as pulumi from "@pulumi/pulumi";

/**
 * Throws a `RunError` where a key of the configuration names a resource of another region, which AWS would refuse in the
 * middle of a deployment or, as S3 does with a bucket's KMS key, with every object.
 */
export function requireArnOfRegion(key: string, arn: string | undefined, region: string): void {
  const [, , , ofArn = region] = arn?.split(":") ?? [];
  if (ofArn === region) return;
  throw new pulumi.RunError(`${key} is "${arn}", and the stack is deployed to ${region}: name one of that region.`);
}
