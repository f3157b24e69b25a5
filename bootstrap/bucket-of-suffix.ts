import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "./outputs";

/** One of the bootstrap's buckets. */
export interface BootstrapBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
}

/**
 * The bucket with this suffix, out of what the bootstrap stack `name` returns. Throws a `RunError` that names the
 * suffixes there are where this is none of them.
 */
export function bucketOfSuffix(outputs: BootstrapOutputs, bucketSuffix: string, name: string): BootstrapBucket {
  const { s3VectorBucketIds, s3VectorBucketArns } = outputs;
  // A suffix such as "constructor" is no property of its own.
  const ofSuffix = (values: Record<string, string>) =>
    Object.hasOwn(values, bucketSuffix) ? values[bucketSuffix] : undefined;
  const bucketName = ofSuffix(s3VectorBucketIds);
  const bucketArn = ofSuffix(s3VectorBucketArns);
  if (bucketName !== undefined && bucketArn !== undefined) return { bucketName, bucketArn };

  const suffixes = Object.keys(s3VectorBucketIds).map((suffix) => `"${suffix}"`);
  throw new pulumi.RunError(
    `bucketSuffix is "${bucketSuffix}", and the bootstrap stack "${name}" has ` +
      `${suffixes.length > 0 ? `only ${suffixes.join(", ")}` : "no bucket"}. Add it to the bootstrap's bucketSuffixes ` +
      "and deploy that stack, or set bucketSuffix to one that it has.",
  );
}
