import { type AwsScope, arn, bucketArn } from "../../common/aws-scope";
import { allowUseEmbeddings, allowUseVectors } from "../../common/embedding-statements";
import { type InvocableModel, invokeModels, invokeRerankers } from "../../common/model-statements";
import { invokeFunctions, networkInterfaces, reportFailures, traces, writeLogs } from "../../common/policy-documents";
import { allow, document } from "../../common/policy-statement";
import type { GithubConfig } from "./github-config";

/** What a {@link permissionsBoundary} is made of. */
export interface PermissionsBoundaryArgs {
  readonly project: string;
  readonly scope: AwsScope;
  readonly github: Pick<GithubConfig, "privateNetwork" | "expiry" | "vectorBucketNames">;
  readonly bucketArns: readonly string[];
  readonly vectorBucketArn: string | undefined;
  readonly models: readonly InvocableModel[];
  readonly rerankers: readonly InvocableModel[];
  readonly kmsKeyArn: string | undefined;
  readonly previousKmsKeyArns: readonly string[];
}

/** The most that the role of a function, or of its schedule, may ever be allowed, whatever the role that deploys it writes into its policies. */
export function permissionsBoundary(args: PermissionsBoundaryArgs): string {
  const { project, scope, github, vectorBucketArn, models, rerankers, kmsKeyArn, previousKmsKeyArns } = args;
  const existingBuckets = github.vectorBucketNames.map((bucketName) => bucketArn(scope, bucketName));
  const statements = [
    ...allowUseEmbeddings([...args.bucketArns, ...existingBuckets]),
    // All of the stack's own vector bucket, for there is no room for each index.
    ...allowUseVectors(vectorBucketArn ? [`${vectorBucketArn}/index/*`] : []),
    ...(kmsKeyArn ? [allow("UseEncryptionKey", ["kms:Decrypt", "kms:GenerateDataKey"], [kmsKeyArn])] : []),
    ...(previousKmsKeyArns.length > 0 ? [allow("UsePreviousKeys", ["kms:Decrypt"], previousKmsKeyArns)] : []),
    ...invokeModels(models, scope),
    ...(rerankers.length > 0 ? [invokeRerankers(rerankers, scope)] : []),
    writeLogs([arn(scope, "logs", `log-group:/aws/lambda/${project}-*:log-stream:*`)]),
    traces,
    ...(github.expiry
      ? [
          invokeFunctions([arn(scope, "lambda", `function:${project}-*-sweep-expired`)]),
          reportFailures([arn(scope, "sqs", `${project}-*-sweep-failures`)]),
        ]
      : []),
    ...(github.privateNetwork ? networkInterfaces(scope, `${project}-*`) : []),
  ];
  // Their names are for people to read, and there is no room for them beside many buckets.
  return document(statements.map(({ Sid: _name, ...statement }) => statement));
}
