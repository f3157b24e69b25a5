import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../bootstrap/outputs";
import { embeddingsRead, embeddingsReadWrite } from "../common/policy-documents";
import type { ServiceConfig } from "./config";

/** A grant to a role: a managed policy by its ARN, or a policy document of the role's own. */
export type Grant = { readonly managedPolicyArn: string } | { readonly document: pulumi.Output<string> };

/** The bucket that a service uses, and what grants a function access to it. */
export interface VectorBucketAccess {
  readonly bucketName: string;
  readonly read: Grant;
  readonly readWrite: Grant;
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
      read: { document: embeddingsRead(bucketArns) },
      readWrite: { document: embeddingsReadWrite(bucketArns) },
    };
  }

  const { s3VectorBucketIds, s3VectorReadPolicyArn, s3VectorServicePolicyArn } = contract;
  if (!s3VectorReadPolicyArn || !s3VectorServicePolicyArn) {
    throw new pulumi.RunError(
      `The bootstrap stack "${config.bootstrapStack}" has no bucket, for its enableS3Vector is false: ` +
        "set it to true and deploy that stack.",
    );
  }
  const bucketName = Object.hasOwn(s3VectorBucketIds, config.bucketSuffix)
    ? s3VectorBucketIds[config.bucketSuffix]
    : undefined;
  if (bucketName === undefined) {
    const suffixes = Object.keys(s3VectorBucketIds).map((suffix) => `"${suffix}"`);
    throw new pulumi.RunError(
      `bucketSuffix is "${config.bucketSuffix}", and the bootstrap stack "${config.bootstrapStack}" has only ` +
        `${suffixes.join(", ")}. Add it to the bootstrap's bucketSuffixes and deploy that stack, or set bucketSuffix ` +
        "or vectorBucketName.",
    );
  }
  return {
    bucketName,
    read: { managedPolicyArn: s3VectorReadPolicyArn },
    readWrite: { managedPolicyArn: s3VectorServicePolicyArn },
  };
}
