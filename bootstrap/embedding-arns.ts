import { type AwsScope, bucketArn, vectorBucketArn, vectorIndexArn } from "../common/aws-scope";
import type { BootstrapConfig } from "./config";
import { vectorBucketNameOf } from "./vector-name";

/** The ARNs of all that keeps embeddings in a bootstrap stack. */
export interface EmbeddingArns {
  readonly bucketArns: readonly string[];
  /** Undefined where the stack has no vector indexes. */
  readonly vectorBucketArn: string | undefined;
  readonly indexArns: readonly string[];
}

/** The ARNs by the names alone, so that they are known before anything is created. */
export function embeddingArns(
  { project, bucketSuffixes, vectorIndex }: Pick<BootstrapConfig, "project" | "bucketSuffixes" | "vectorIndex">,
  scope: AwsScope,
): EmbeddingArns {
  const vectorBucketName = vectorBucketNameOf(project);
  return {
    bucketArns: bucketSuffixes.map((suffix) => bucketArn(scope, `${project}-${suffix}`)),
    vectorBucketArn: vectorIndex ? vectorBucketArn(scope, vectorBucketName) : undefined,
    indexArns: vectorIndex ? bucketSuffixes.map((suffix) => vectorIndexArn(scope, vectorBucketName, suffix)) : [],
  };
}
