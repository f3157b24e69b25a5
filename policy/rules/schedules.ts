import { heldTo, statements } from "../policy-document";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import type { Stack } from "../stack";
import { types } from "../types";
import { read, show } from "../values";

/** What a schedule invokes, and what it does with what it could not. */
const targetArn = ({ props }: Resource) => read(props, "target.arn");
const failuresArn = ({ props }: Resource) => read(props, "target.deadLetterConfig.arn");

/** Whether an ARN is that of a queue of the stack. */
function isQueue(arn: unknown, stack: Stack): boolean {
  return stack.ofType(types.queue).some(({ props }) => arn !== undefined && props["arn"] === arn);
}

/** What runs while nobody calls. */
export const schedules: readonly Rule[] = [
  {
    id: "schedule-failures",
    name: "Schedules keep what they could not invoke",
    description: "A schedule has a queue of the stack for what it could not invoke, which else nobody would notice.",
    stack: {
      types: [types.schedule],
      problem: (schedule, stack) =>
        isQueue(failuresArn(schedule), stack)
          ? undefined
          : `deadLetterConfig.arn is ${show(failuresArn(schedule))}: name a queue of this stack`,
    },
  },
  {
    id: "CKV_AWS_116",
    name: "Functions that nobody waits for keep what they failed of",
    description:
      "A function that a schedule invokes has a queue of the stack for the events of which it failed: the invocation is " +
      "asynchronous, so that nobody gets its error. All others are called synchronously only.",
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        if (stack.linked(lambda, stack.ofType(types.schedule), targetArn).length === 0) return undefined;
        const queueArn = read(lambda.props, "deadLetterConfig.targetArn");
        return isQueue(queueArn, stack)
          ? undefined
          : `deadLetterConfig.targetArn is ${show(queueArn)}, and a schedule invokes it: name a queue of this stack`;
      },
    },
  },
  {
    id: "schedule-role",
    name: "Schedules may invoke what they are for, and nothing else",
    description:
      "The role of a schedule is one of the stack that EventBridge Scheduler alone may assume, for this account, and may do " +
      "nothing but invoke the schedule's target and send to its queue of failures.",
    stack: {
      types: [types.schedule],
      problem: (schedule, stack) => {
        const roles = stack.ofType(types.role);
        const role = roles.find(({ props }) => props["arn"] === read(schedule.props, "target.roleArn"));
        if (!role) return "has a role that is not of this stack: give it one of its own";
        const trust = statements(role.props["assumeRolePolicy"]);
        if (trust.some(({ principals }) => principals.join() !== "Service scheduler.amazonaws.com")) {
          return `has the role ${role.name}, which others may assume too: trust scheduler.amazonaws.com alone`;
        }
        if (trust.some((statement) => heldTo(statement, "aws:sourceaccount", ["stringequals"]).length !== 1)) {
          return `has the role ${role.name}, assumed for any account: add the condition aws:SourceAccount`;
        }
        const attached = stack.linked(role, stack.ofType(types.policyAttachment), ({ props }) => props["role"]);
        if (attached.length > 0) return `has a role with the policy of ${attached[0]?.name}: remove it`;
        const needed = new Map([
          ["lambda:InvokeFunction", targetArn(schedule)],
          ["sqs:SendMessage", failuresArn(schedule)],
        ]);
        const more = stack
          .linked(role, stack.ofType(types.rolePolicy), ({ props }) => props["role"])
          .flatMap(({ props }) => statements(props["policy"]))
          .filter(({ allows }) => allows)
          .flatMap(({ actions, resources }) =>
            actions.flatMap((action) => resources.map((resource) => [action, resource] as const)),
          )
          .find(([action, resource]) => needed.get(action) !== resource);
        return more && `may do ${more[0]} on ${more[1]}: allow only its target and its queue of failures`;
      },
    },
  },
];
