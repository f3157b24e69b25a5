import { isPublic, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";
import { read } from "../values";
import { deniesInsecureTransport } from "./insecure-transport";

/** Where what failed is kept until somebody has seen it. */
export const queues: readonly Rule[] = [
  {
    id: "CKV_AWS_27",
    aliases: ["AwsSolutions-SQS2"],
    name: "SQS queues are encrypted",
    description: "A queue has keys that SQS manages, or a KMS key, by its own setting: no default is relied on.",
    resource: {
      types: [types.queue],
      problem: ({ props: { sqsManagedSseEnabled, kmsMasterKeyId } }) =>
        sqsManagedSseEnabled === true || kmsMasterKeyId
          ? undefined
          : "is not encrypted: set sqsManagedSseEnabled to true, or kmsMasterKeyId",
    },
  },
  {
    id: "CKV_AWS_168",
    name: "SQS queues are not public",
    description: "The policy of a queue names who may send and receive: everyone (*) may not, without a condition.",
    resource: {
      types: [types.queue, types.queuePolicy],
      problem: ({ props }) =>
        statements(props["policy"]).some(isPublic)
          ? "the policy allows everyone (Principal *): name a service or account, with a condition"
          : undefined,
    },
  },
  {
    id: "AwsSolutions-SQS4",
    name: "SQS queues refuse requests without TLS",
    description: "Every queue has a policy that denies everyone whatever is asked of it without TLS.",
    resource: {
      types: [types.queuePolicy],
      problem: ({ props }) =>
        statements(props["policy"]).some((statement) => deniesInsecureTransport(statement, "sqs"))
          ? undefined
          : "the policy allows requests without TLS: deny sqs:* where aws:SecureTransport is false",
    },
    stack: {
      types: [types.queue],
      problem: (queue, stack) =>
        stack.lacks(queue, stack.ofType(types.queuePolicy), ({ props }) => props["queueUrl"])
          ? "has no policy: add one that denies requests without TLS"
          : undefined,
    },
  },
  {
    id: "alarm-queue",
    name: "Alarms tell of what failed",
    description:
      "A queue has an alarm that its first message sets off, for nothing reads it: what is in it failed, and is gone after " +
      "the queue's retention.",
    stack: {
      types: [types.queue],
      problem: (queue, stack) => {
        const alarms = stack
          .ofType(types.alarm)
          .filter(
            ({ props }) =>
              props["namespace"] === "AWS/SQS" &&
              props["metricName"] === "ApproximateNumberOfMessagesVisible" &&
              props["statistic"] === "Maximum" &&
              props["comparisonOperator"] === "GreaterThanOrEqualToThreshold" &&
              Number(props["threshold"]) <= 1,
          );
        return stack.lacks(queue, alarms, ({ props }) => read(props, "dimensions.QueueName"))
          ? "has no alarm on its first message: add one on ApproximateNumberOfMessagesVisible"
          : undefined;
      },
    },
  },
];
