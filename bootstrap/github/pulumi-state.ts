import { type AwsScope, bucketArn } from "../../common/aws-scope";
import { allow, type Statement } from "../../common/policy-statement";

/** Where Pulumi keeps the state of a project's stacks in a bucket. */
export interface PulumiStateArgs {
  readonly scope: AwsScope;
  readonly bucketName: string;
  /** The Pulumi project. */
  readonly pulumiProject: string;
}

/** The reading of the state of all stacks of the project, for one refers to another. */
export function stateReads(args: PulumiStateArgs): Statement[] {
  return [
    allow("ListState", ["s3:ListBucket"], [bucketArn(args.scope, args.bucketName)]),
    allow(
      "ReadState",
      ["s3:GetObject"],
      [objectArn(args, "meta.yaml"), ...folders.map((folder) => objectArn(args, `${folder}/${args.pulumiProject}/*`))],
    ),
  ];
}

/** The writing of the state of one stack, with its history and backups, under its lock. */
export function stateWrites(args: PulumiStateArgs, stack: string): Statement[] {
  return [
    allow(
      "WriteState",
      ["s3:PutObject", "s3:DeleteObject"],
      [
        ...folders.map((folder) => objectArn(args, `${folder}/${args.pulumiProject}/${stack}/*`)),
        objectArn(args, `stacks/${args.pulumiProject}/${stack}.json*`),
      ],
    ),
  ];
}

/** Where a project's stacks have their state, what it was before, and their locks. */
const folders = ["backups", "history", "locks/organization", "stacks"];

function objectArn({ scope, bucketName }: PulumiStateArgs, path: string): string {
  return `${bucketArn(scope, bucketName)}/.pulumi/${path}`;
}
