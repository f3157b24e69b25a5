import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, arn } from "../common/aws-scope";
import { allowReadEmbeddings, allowReadWriteEmbeddings } from "../common/embedding-statements";
import { onDemand } from "../common/model-statements";
import { document } from "../common/policy-statement";
import { invokedModel } from "../embedding/models/inference-profile";
import type { BootstrapConfig } from "./config";
import { embeddingArns } from "./embedding-arns";
import { permissionsBoundary } from "./github/permissions-boundary";

/** White space, of which these have none, does not count: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxCharacters = 6_144;

/** A key's id, as long as that of a key that is not created yet. */
const someKeyId = "00000000-0000-0000-0000-000000000000";

/** What of the configuration the policies grow with. */
export type PolicyConfig = Pick<
  BootstrapConfig,
  | "project"
  | "bucketSuffixes"
  | "vectorIndex"
  | "embeddingModels"
  | "rerankModels"
  | "kmsKey"
  | "previousKmsKeys"
  | "github"
>;

/**
 * Throws a `RunError` where IAM has no room for a policy that names every bucket and index, before anything is created.
 */
export function requireRoom(config: PolicyConfig, scope: AwsScope): void {
  const { project, embeddingModels, rerankModels, github } = config;
  const kmsKeyArn = config.kmsKey === "create" ? arn(scope, "kms", `key/${someKeyId}`) : config.kmsKey;
  const embeddings = { ...embeddingArns(config, scope), kmsKeyArn, previousKmsKeyArns: config.previousKmsKeys };
  const models = embeddingModels.map(invokedModel);
  const rerankers = rerankModels.map(onDemand);
  const documents = {
    "s3-vector-service-access": document(allowReadWriteEmbeddings(embeddings)),
    "s3-vector-read-access": document(allowReadEmbeddings(embeddings)),
    ...(github && {
      "function-boundary": permissionsBoundary({ ...embeddings, project, scope, models, rerankers, github }),
    }),
  };
  for (const [name, { length }] of Object.entries(documents)) {
    if (length <= maxCharacters) continue;
    const fixes = [
      "Name fewer or shorter suffixes",
      ...(name === "function-boundary" && models.length > 1 ? ["name fewer embeddingModels"] : []),
      ...(config.vectorIndex ? ["set vectorIndex to false"] : []),
    ];
    throw new pulumi.RunError(
      `bucketSuffixes has ${config.bucketSuffixes.length} suffixes, with which the policy ${project}-${name} would have ` +
        `${length} characters, and IAM allows ${maxCharacters}. ${fixes.join(", or ")}.`,
    );
  }
}
