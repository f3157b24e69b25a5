import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { BootstrapConfig } from "./config";
import { EmbeddingPolicies } from "./embedding-policies";
import { GithubActionsAccess } from "./github-actions-access";
import type { BootstrapOutputs } from "./outputs";
import { VectorBucket } from "./vector-bucket";

/** The contract while its values are still being provisioned. */
type PendingOutputs = {
  readonly [Key in keyof BootstrapOutputs]:
    | pulumi.Input<BootstrapOutputs[Key]>
    | { readonly [Inner in keyof BootstrapOutputs[Key]]: pulumi.Input<BootstrapOutputs[Key][Inner]> };
};

/** The bootstrap layer: buckets, policies, and the access of the roles that deploy. Returns the contract. */
export function bootstrap(config: BootstrapConfig): PendingOutputs {
  const { region } = aws.getRegionOutput();
  if (!config.enableS3Vector) return { ...nothingProvisioned, region };

  const buckets = config.bucketSuffixes.map(
    (suffix) => [suffix, new VectorBucket(suffix, { bucketName: `${config.project}-${suffix}` })] as const,
  );
  const policies = new EmbeddingPolicies(config.project, {
    project: config.project,
    bucketArns: buckets.map(([, bucket]) => bucket.bucketArn),
    embeddingModels: config.embeddingModels,
    region,
  });
  const githubActions = new GithubActionsAccess("github-actions", {
    roleNames: config.githubActionsRoles,
    policyArn: policies.managementPolicyArn,
  });

  return {
    contractVersion: 1,
    region,
    s3VectorBucketIds: Object.fromEntries(buckets.map(([suffix, bucket]) => [suffix, bucket.bucketId])),
    s3VectorBucketArns: Object.fromEntries(buckets.map(([suffix, bucket]) => [suffix, bucket.bucketArn])),
    s3VectorManagementPolicyArn: policies.managementPolicyArn,
    s3VectorServicePolicyArn: policies.servicePolicyArn,
    s3VectorReadPolicyArn: policies.readPolicyArn,
    bedrockInvocationPolicyArn: policies.bedrockPolicyArn,
    embeddingModels: config.embeddingModels,
    githubActionsRoleArns: githubActions.roleArns,
    kmsKeyArn: null,
    permissionsBoundaryArn: null,
    boundaryBucketNames: [],
  };
}

const nothingProvisioned: Omit<BootstrapOutputs, "region"> = {
  contractVersion: 1,
  s3VectorBucketIds: {},
  s3VectorBucketArns: {},
  s3VectorManagementPolicyArn: null,
  s3VectorServicePolicyArn: null,
  s3VectorReadPolicyArn: null,
  bedrockInvocationPolicyArn: null,
  embeddingModels: [],
  githubActionsRoleArns: [],
  kmsKeyArn: null,
  permissionsBoundaryArn: null,
  boundaryBucketNames: [],
};
