import { type AwsScope, arn } from "../common/aws-scope";
import {
  allow,
  document,
  invokeModels,
  networkInterfaces,
  traces,
  useEmbeddings,
  writeLogs,
} from "../common/policy-documents";

/** What a {@link permissionsBoundary} is made of. */
export interface PermissionsBoundaryArgs {
  readonly project: string;
  readonly scope: AwsScope;
  readonly bucketArns: readonly string[];
  readonly modelArns: readonly string[];
  readonly kmsKeyArn: string | undefined;
  /** Whether the functions may be in a network of their own. */
  readonly privateNetwork: boolean;
}

/** The most that a function's role may ever be allowed, whatever the role that deploys it writes into its policies. */
export function permissionsBoundary(args: PermissionsBoundaryArgs): string {
  const { project, scope, bucketArns, modelArns, kmsKeyArn } = args;
  return document([
    ...useEmbeddings(bucketArns),
    ...(kmsKeyArn ? [allow("UseEncryptionKey", ["kms:Decrypt", "kms:GenerateDataKey"], [kmsKeyArn])] : []),
    invokeModels(modelArns),
    writeLogs([arn(scope, "logs", `log-group:/aws/lambda/${project}-*:log-stream:*`)]),
    traces,
    ...(args.privateNetwork ? networkInterfaces(scope, `${project}-*`) : []),
  ]);
}
