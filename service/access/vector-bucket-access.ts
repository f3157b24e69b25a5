import * as pulumi from "@pulumi/pulumi";
import { bucketOfSuffix } from "../../bootstrap/bucket-of-suffix";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import { type AwsScope, bucketArn as bucketArnOf } from "../../common/aws-scope";
import { embeddingsDelete, embeddingsRead, embeddingsReadWrite, embeddingsSweep } from "../../common/policy-documents";
import type { ServiceConfig } from "../config";
import type { BucketAccess } from "../routes";
import type { Grant } from "./grant";

/** The bucket that a service uses, and what grants each access to it. */
export interface VectorBucketAccess {
  readonly bucketName: string;
  readonly bucketArn: pulumi.Input<string>;
  readonly grants: Record<BucketAccess, Grant>;
}

/**
 * The bootstrap's bucket with its policies, or the existing bucket of the configuration, which those policies
 * do not cover. Throws a `RunError` where the bootstrap has no such bucket.
 */
export function vectorBucketAccess(
  config: ServiceConfig,
  contract: BootstrapOutputs,
  scope: pulumi.Output<AwsScope>,
): VectorBucketAccess {
  if (config.vectorBucketName) {
    requireWithinBoundary(config.vectorBucketName, config, contract);
    const { vectorBucketName } = config;
    const bucketArn = scope.apply((of) => bucketArnOf(of, vectorBucketName));
    const bucketArns = [bucketArn];
    return {
      bucketName: config.vectorBucketName,
      bucketArn,
      grants: {
        delete: { document: embeddingsDelete(bucketArns) },
        read: { document: embeddingsRead(bucketArns) },
        "read-write": { document: embeddingsReadWrite(bucketArns) },
        sweep: { document: embeddingsSweep(bucketArns) },
      },
    };
  }

  const { s3VectorReadPolicyArn, s3VectorServicePolicyArn, kmsKeyArn, previousKmsKeyArns } = contract;
  if (!s3VectorReadPolicyArn || !s3VectorServicePolicyArn) {
    throw new pulumi.RunError(
      `The bootstrap stack "${config.bootstrapStack}" has no bucket, for its enableS3Vector is false: ` +
        "set it to true and deploy that stack.",
    );
  }
  const { bucketName, bucketArn } = bucketOfSuffix(contract, config.bucketSuffix, config.bootstrapStack);
  return {
    bucketName,
    bucketArn,
    grants: {
      // What the bootstrap has no policy for.
      delete: { document: embeddingsDelete([bucketArn]) },
      sweep: { document: embeddingsSweep([bucketArn], kmsKeyArn ?? undefined, previousKmsKeyArns) },
      read: { managedPolicyArn: s3VectorReadPolicyArn },
      "read-write": { managedPolicyArn: s3VectorServicePolicyArn },
    },
  };
}

/** A function's role is allowed nothing beyond its permissions boundary, whatever its policies say. */
function requireWithinBoundary(bucketName: string, config: ServiceConfig, contract: BootstrapOutputs): void {
  if (!contract.permissionsBoundaryArn || contract.boundaryBucketNames.includes(bucketName)) return;
  throw new pulumi.RunError(
    `vectorBucketName is "${bucketName}", which the permissions boundary of the bootstrap stack ` +
      `"${config.bootstrapStack}" does not allow: add it to vectorBucketNames in that stack's github and deploy it.`,
  );
}
