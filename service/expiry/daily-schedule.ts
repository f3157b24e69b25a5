import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, arn } from "../../common/aws-scope";
import { invokeFunctions, reportFailures } from "../../common/policy-documents";
import { document } from "../../common/policy-statement";

/** How late a run may be, so that those of many stacks are not at once, in minutes. */
const windowMinutes = 60;

/** How long, in seconds, and how often an invocation is tried. */
const retries = { maximumEventAgeInSeconds: 6 * 3_600, maximumRetryAttempts: 20 };

/** The group of schedules that every account has: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-group.html */
const scheduleGroup = "default";

/** Arguments of {@link DailySchedule}. */
export interface DailyScheduleArgs {
  /** The physical name of the schedule and of its role, of at most 64 characters. */
  readonly scheduleName: string;
  /** The path of the role. */
  readonly rolePath: string;
  /** What is invoked. */
  readonly functionArn: pulumi.Input<string>;
  /** The queue that gets what could not be invoked. */
  readonly failureQueueArn: pulumi.Input<string>;
  readonly scope: pulumi.Output<AwsScope>;
  /**
   * The most that the role may be allowed.
   * @default no boundary
   */
  readonly permissionsBoundaryArn?: string | undefined;
}

/** A schedule of EventBridge Scheduler that invokes a function once a day, by a role that may do nothing else. */
export class DailySchedule extends pulumi.ComponentResource {
  constructor(name: string, args: DailyScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:DailySchedule", name, {}, opts);
    const child = { parent: this };
    const { scheduleName, functionArn, failureQueueArn, permissionsBoundaryArn } = args;

    const role = new aws.iam.Role(
      `${name}-role`,
      {
        name: scheduleName,
        path: args.rolePath,
        assumeRolePolicy: args.scope.apply(assumedByScheduler),
        ...(permissionsBoundaryArn ? { permissionsBoundary: permissionsBoundaryArn } : {}),
      },
      child,
    );
    const invocation = new aws.iam.RolePolicy(
      `${name}-invocation`,
      {
        name: "invocation",
        role: role.name,
        policy: pulumi
          .all([functionArn, failureQueueArn])
          .apply(([functionArn, queueArn]) => document([invokeFunctions([functionArn]), reportFailures([queueArn])])),
      },
      child,
    );
    new aws.scheduler.Schedule(
      `${name}-schedule`,
      {
        name: scheduleName,
        groupName: scheduleGroup,
        scheduleExpression: "rate(1 day)",
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: windowMinutes },
        target: {
          arn: functionArn,
          roleArn: role.arn,
          deadLetterConfig: { arn: failureQueueArn },
          retryPolicy: retries,
        },
      },
      // The first run is as soon as it is made.
      { ...child, dependsOn: [invocation] },
    );
    this.registerOutputs({});
  }
}

/**
 * For this account's schedules alone, by their group, for IAM knows none before it is made.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function assumedByScheduler(scope: AwsScope): string {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": scope.accountId,
            "aws:SourceArn": arn(scope, "scheduler", `schedule-group/${scheduleGroup}`),
          },
        },
      },
    ],
  };
  return JSON.stringify(document);
}
