import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../bootstrap/outputs";
import { embeddingsDelete, embeddingsList, embeddingsRead, embeddingsReadWrite } from "../common/policy-documents";
import type { ServiceConfig } from "./config";

/** A grant to a role: a managed policy by its ARN, or a policy document of the role's own. */
export type Grant = { readonly managedPolicyArn: string } | { readonly document: pulumi.Output<string> };

/** What a function may do with the embeddings in the bucket. */
export type BucketAccess = "read" | "read-write" | "list" | "delete";

/** The bucket that a service uses, and what grants each access to it. */
export interface VectorBucketAccess {
  readonly bucketName: string;
  readonly grants: Record<BucketAccess, Grant>;
}

/**
 * The bootstrap's bucket with its policies, or the existing bucket of the configuration, which those policies
 * do not cover. Throws a `RunError` where the bootstrap has no such bucket.
 */
export function vectorBucketAccess(config: ServiceConfig, contract: BootstrapOutputs): VectorBucketAccess {
  if (config.vectorBucketName) {
    const { partition } = aws.getPartitionOutput();
    const bucketArns = [pulumi.interpolate`arn:${partition}:s3:::${config.vectorBucketName}`];
    return {
      bucketName: config.vectorBucketName,
      grants: {
        ...ownGrants(bucketArns),
        read: { document: embeddingsRead(bucketArns) },
        "read-write": { document: embeddingsReadWrite(bucketArns) },
      },
    };
  }

  const { s3VectorBucketIds, s3VectorBucketArns, s3VectorReadPolicyArn, s3VectorServicePolicyArn } = contract;
  if (!s3VectorReadPolicyArn || !s3VectorServicePolicyArn) {
    throw new pulumi.RunError(
      `The bootstrap stack "${config.bootstrapStack}" has no bucket, for its enableS3Vector is false: ` +
        "set it to true and deploy that stack.",
    );
  }
  const ofSuffix = (values: Record<string, string>) =>
    Object.hasOwn(values, config.bucketSuffix) ? values[config.bucketSuffix] : undefined;
  const bucketName = ofSuffix(s3VectorBucketIds);
  const bucketArn = ofSuffix(s3VectorBucketArns);
  if (bucketName === undefined || bucketArn === undefined) {
    const suffixes = Object.keys(s3VectorBucketIds).map((suffix) => `"${suffix}"`);
    throw new pulumi.RunError(
      `bucketSuffix is "${config.bucketSuffix}", and the bootstrap stack "${config.bootstrapStack}" has only ` +
        `${suffixes.join(", ")}. Add it to the bootstrap's bucketSuffixes and deploy that stack, or set bucketSuffix ` +
        "or vectorBucketName.",
    );
  }
  return {
    bucketName,
    grants: {
      ...ownGrants([bucketArn]),
      read: { managedPolicyArn: s3VectorReadPolicyArn },
      "read-write": { managedPolicyArn: s3VectorServicePolicyArn },
    },
  };
}

/** What the bootstrap has no policy for. */
function ownGrants(bucketArns: readonly pulumi.Input<string>[]) {
  return { list: { document: embeddingsList(bucketArns) }, delete: { document: embeddingsDelete(bucketArns) } };
}
