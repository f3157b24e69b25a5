import { allow, type Statement } from "../common/policy-documents";

/** Where Pulumi keeps the state of a project's stacks in a bucket. */
export interface PulumiStateArgs {
  readonly partition: string;
  readonly bucketName: string;
  /** The Pulumi project. */
  readonly pulumiProject: string;
}

/** The reading of the state of all stacks of the project, for one refers to another. */
export function stateReads({ partition, bucketName }: PulumiStateArgs): Statement[] {
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  return [
    allow("ListState", ["s3:ListBucket"], [bucketArn]),
    allow("ReadState", ["s3:GetObject"], [`${bucketArn}/.pulumi/*`]),
  ];
}

/** The lock that even a preview takes. */
export function stateLocks(args: PulumiStateArgs, stacks: readonly string[]): Statement[] {
  return [
    allow(
      "LockState",
      ["s3:PutObject", "s3:DeleteObject"],
      stacks.map((stack) => lockArn(args, stack)),
    ),
  ];
}

/** The writing of the state of one stack, with its history and backups, under its lock. */
export function stateWrites(args: PulumiStateArgs, stack: string): Statement[] {
  const { partition, bucketName, pulumiProject } = args;
  const state = (path: string) => `arn:${partition}:s3:::${bucketName}/.pulumi/${path}`;
  return [
    ...stateLocks(args, [stack]),
    allow(
      "WriteState",
      ["s3:PutObject", "s3:DeleteObject"],
      [
        state(`stacks/${pulumiProject}/${stack}.json*`),
        state(`history/${pulumiProject}/${stack}/*`),
        state(`backups/${pulumiProject}/${stack}/*`),
      ],
    ),
  ];
}

function lockArn({ partition, bucketName, pulumiProject }: PulumiStateArgs, stack: string): string {
  return `arn:${partition}:s3:::${bucketName}/.pulumi/locks/organization/${pulumiProject}/${stack}/*`;
}
