import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { requireArnOfRegion } from "../common/arn-region";
import { getAwsScope } from "../common/aws-scope";
import { onDemand } from "../common/model-statements";
import { stackProvider } from "../common/stack-provider";
import { invokedModel } from "../embedding/models/inference-profile";
import type { BootstrapConfig } from "./config";
import { embeddingArns } from "./embedding-arns";
import { EmbeddingPolicies } from "./embedding-policies";
import { EncryptionKey } from "./encryption-key";
import { GithubActionsAccess } from "./github/github-actions-access";
import { GithubRoles } from "./github/github-roles";
import type { BootstrapOutputs } from "./outputs";
import { requireRoom } from "./policy-room";
import { requireProjectOfRegion } from "./project-region";
import { warnOfRerankersElsewhere } from "./reranker-regions";
import { VectorBucket } from "./vector-bucket";
import { VectorIndexes } from "./vector-indexes";
import { vectorBucketNameOf } from "./vector-name";

/** The contract while its values are still being provisioned. */
type PendingOutputs = {
  readonly [Key in keyof BootstrapOutputs]:
    | pulumi.Input<BootstrapOutputs[Key]>
    | { readonly [Inner in keyof BootstrapOutputs[Key]]: pulumi.Input<BootstrapOutputs[Key][Inner]> };
};

/** The bootstrap layer: buckets, indexes, policies, and the access of the roles that deploy. Returns the contract. */
export async function bootstrap(config: BootstrapConfig): Promise<PendingOutputs> {
  if (!config.enableS3Vector) return { ...nothingProvisioned, region: aws.getRegionOutput().region };

  const { project, accessLogBucket, bucketSuffixes, previousKmsKeys: previousKmsKeyArns } = config;
  const provider = stackProvider(config);
  const opts = { providers: [provider] };
  const scope = await getAwsScope({ provider });
  if (config.kmsKey !== "create") requireArnOfRegion("kmsKey", config.kmsKey, scope.region);
  for (const keyArn of previousKmsKeyArns) requireArnOfRegion("previousKmsKeys", keyArn, scope.region);
  warnOfRerankersElsewhere(config, scope);
  requireRoom(config, scope);
  await requireProjectOfRegion(project, scope, provider);
  const arns = embeddingArns(config, scope);
  const { vectorBucketArn } = arns;
  const kmsKeyArn =
    config.kmsKey === "create"
      ? new EncryptionKey("encryption", { aliasName: project, scope, vectorBucketArn }, opts).keyArn
      : config.kmsKey;
  const models = config.embeddingModels.map(invokedModel);
  const rerankers = config.rerankModels.map(onDemand);
  const policies = new EmbeddingPolicies(
    project,
    { project, scope, ...arns, models, kmsKeyArn, previousKmsKeyArns },
    opts,
  );
  const githubActions = new GithubActionsAccess(
    "github-actions",
    { roleNames: config.githubActionsRoles, policyArn: policies.managementPolicyArn },
    opts,
  );
  const { servicePolicyArn, readPolicyArn, bedrockPolicyArn } = policies;
  const managedPolicyArns = [servicePolicyArn, readPolicyArn, bedrockPolicyArn];
  const githubRoles =
    config.github &&
    new GithubRoles(
      "github",
      {
        project,
        github: config.github,
        scope,
        ...arns,
        models,
        rerankers,
        kmsKeyArn,
        previousKmsKeyArns,
        managedPolicyArns,
      },
      opts,
    );
  // Who may use a bucket or an index may use its key before anything is encrypted with it.
  const afterPolicies = { ...opts, dependsOn: githubRoles ? [policies, githubRoles] : [policies] };
  const buckets = bucketSuffixes.map(
    (suffix) =>
      [
        suffix,
        new VectorBucket(suffix, { bucketName: `${project}-${suffix}`, kmsKeyArn, accessLogBucket }, afterPolicies),
      ] as const,
  );
  const indexes =
    config.vectorIndex &&
    new VectorIndexes(
      "vector-index",
      {
        vectorBucketName: vectorBucketNameOf(project),
        indexNames: bucketSuffixes,
        dimension: config.vectorIndexDimension,
        kmsKeyArn,
      },
      afterPolicies,
    );

  return {
    contractVersion: 1,
    region: scope.region,
    s3VectorBucketIds: Object.fromEntries(buckets.map(([suffix, bucket]) => [suffix, bucket.bucketId])),
    s3VectorBucketArns: Object.fromEntries(buckets.map(([suffix, bucket]) => [suffix, bucket.bucketArn])),
    s3VectorManagementPolicyArn: policies.managementPolicyArn,
    s3VectorServicePolicyArn: servicePolicyArn,
    s3VectorReadPolicyArn: readPolicyArn,
    bedrockInvocationPolicyArn: bedrockPolicyArn,
    embeddingModels: config.embeddingModels,
    rerankModels: config.rerankModels,
    githubActionsRoleArns: pulumi
      .all([githubActions.roleArns, githubRoles?.roleArns ?? []])
      .apply((roleArns) => roleArns.flat()),
    kmsKeyArn: kmsKeyArn ?? null,
    previousKmsKeyArns,
    permissionsBoundaryArn: githubRoles?.permissionsBoundaryArn ?? null,
    boundaryAllowsPrivateNetwork: config.github?.privateNetwork ?? false,
    boundaryAllowsExpiry: config.github?.expiry ?? false,
    boundaryBucketNames: config.github?.vectorBucketNames ?? [],
    ...(indexes
      ? {
          vectorBucketName: indexes.vectorBucketName,
          vectorIndexNames: indexes.indexNames,
          vectorIndexArns: indexes.indexArns,
          vectorIndexModel: config.vectorIndexModel,
          vectorIndexDimension: config.vectorIndexDimension,
        }
      : noIndexes),
  };
}

const noIndexes = {
  vectorBucketName: null,
  vectorIndexNames: {},
  vectorIndexArns: {},
  vectorIndexModel: null,
  vectorIndexDimension: null,
} satisfies Partial<BootstrapOutputs>;

const nothingProvisioned: Omit<BootstrapOutputs, "region"> = {
  contractVersion: 1,
  s3VectorBucketIds: {},
  s3VectorBucketArns: {},
  s3VectorManagementPolicyArn: null,
  s3VectorServicePolicyArn: null,
  s3VectorReadPolicyArn: null,
  bedrockInvocationPolicyArn: null,
  embeddingModels: [],
  rerankModels: [],
  githubActionsRoleArns: [],
  kmsKeyArn: null,
  previousKmsKeyArns: [],
  permissionsBoundaryArn: null,
  boundaryAllowsPrivateNetwork: false,
  boundaryAllowsExpiry: false,
  boundaryBucketNames: [],
  ...noIndexes,
};
