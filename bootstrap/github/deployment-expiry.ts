import { allow, type Statement } from "../../common/policy-statement";
import { type DeploymentArgs, deploymentArns } from "./deployment-scope";

/** What Pulumi reads of the schedule of a service, and of the queue of what failed. */
export function expiryReads(args: DeploymentArgs): Statement[] {
  const { queues, schedules } = deploymentArns(args);
  return [
    allow("ReadQueues", ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], queues),
    allow("ReadSchedules", ["scheduler:GetSchedule"], schedules),
  ];
}

/** What Pulumi does to them. A schedule has no tags, and its role is one like those of functions. */
export function expiryWrites(args: DeploymentArgs): Statement[] {
  const { queues, schedules, roles } = deploymentArns(args);
  return [
    allow(
      "WriteQueues",
      ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
      queues,
    ),
    allow(
      "WriteSchedules",
      ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"],
      schedules,
    ),
    allow("PassRolesToScheduler", ["iam:PassRole"], roles, {
      StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" },
    }),
  ];
}
