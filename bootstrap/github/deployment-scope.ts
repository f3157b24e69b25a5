import { type AwsScope, arn, globalArn } from "../../common/aws-scope";
import { namePrefix, rolePath, stackTags } from "../../common/stack-names";

/** The service stacks of a project that a role deploys or previews. */
export interface DeploymentArgs {
  readonly project: string;
  readonly stacks: readonly string[];
  readonly scope: AwsScope;
}

/** The ARNs of what service stacks create: all of their names are `{project}-{stack}`, or that and more. */
export function deploymentArns({ project, stacks, scope }: DeploymentArgs) {
  const each = (name: (prefix: string) => string) => stacks.map((stack) => name(namePrefix(project, stack)));
  return {
    functions: each((prefix) => arn(scope, "lambda", `function:${prefix}-*`)),
    roles: stacks.map((stack) => globalArn(scope, "iam", `role${rolePath(project, stack)}*`)),
    logGroups: ["lambda", "vendedlogs"].flatMap((parent) =>
      each((prefix) => arn(scope, "logs", `log-group:/aws/${parent}/${prefix}-*`)),
    ),
    alarms: each((prefix) => arn(scope, "cloudwatch", `alarm:${prefix}-*`)),
    dashboards: each((prefix) => globalArn(scope, "cloudwatch", `dashboard/${prefix}`)),
    topics: each((prefix) => arn(scope, "sns", `${prefix}-*`)),
    queues: each((prefix) => arn(scope, "sqs", `${prefix}-*`)),
    schedules: each((prefix) => arn(scope, "scheduler", `schedule/default/${prefix}-*`)),
  };
}

/** The names of the stacks' APIs, whose ids AWS chooses. */
export function apiNames({ project, stacks }: DeploymentArgs): string[] {
  return stacks.map((stack) => namePrefix(project, stack));
}

/** A condition on the tags that all resources of the stacks have, in the request or on the resource. */
export function tagged(
  key: "aws:RequestTag" | "aws:ResourceTag",
  { project, stacks }: DeploymentArgs,
): Record<string, string[]> {
  const ofStacks = stacks.map((stack) => stackTags(project, stack));
  return Object.fromEntries(
    Object.keys(ofStacks[0] ?? {}).map((tag) => [
      `${key}/${tag}`,
      [...new Set(ofStacks.flatMap((tags) => tags[tag] ?? []))],
    ]),
  );
}
