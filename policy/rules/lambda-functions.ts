import type { Rule } from "../rule";
import { types } from "../types";
import { read, show } from "../values";
import { rolesOf } from "./function-routes";

/** Those that AWS keeps up to date: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const supportedRuntimes: readonly unknown[] = ["nodejs24.x"];

/** How functions run. */
export const lambdaFunctions: readonly Rule[] = [
  {
    id: "CKV_AWS_363",
    name: "Functions say what they run on",
    description:
      "A function has a runtime that AWS keeps up to date, and memory and a timeout that somebody chose: without a " +
      "runtime Pulumi picks one and keeps it, and its default timeout is longer than the API waits.",
    resource: {
      types: [types.lambda],
      problem: ({ props: { runtime, memorySize, timeout } }) => {
        if (!supportedRuntimes.includes(runtime))
          return `the runtime is ${show(runtime)}: use ${supportedRuntimes.join()}`;
        if (!(Number(memorySize) > 0)) return `memorySize is ${show(memorySize)}: set it, in MB`;
        return Number(timeout) > 0 ? undefined : `timeout is ${show(timeout)}: set it, in seconds`;
      },
    },
  },
  {
    id: "CKV_AWS_115",
    name: "Reserved concurrency lets a function run",
    description:
      "Concurrency is reserved on request only, for it is taken from all other functions of the account; where it is, it " +
      "is at least 1, for 0 turns the function off.",
    resource: {
      types: [types.lambda],
      problem: ({ props: { reservedConcurrentExecutions: reserved } }) =>
        reserved === 0 ? "reservedConcurrentExecutions is 0: set at least 1, or remove it" : undefined,
    },
  },
  {
    id: "CKV_AWS_50",
    name: "Functions are traced",
    description: "A function has active tracing, so that X-Ray shows where the time of a request went.",
    resource: {
      types: [types.lambda],
      problem: ({ props }) => {
        const mode = read(props, "tracingConfig.mode");
        return mode === "Active" ? undefined : `tracingConfig.mode is ${show(mode)}: set it to Active`;
      },
    },
  },
  {
    id: "role-per-function",
    name: "Functions have roles of their own",
    description:
      "Each function has a role of this stack that no other has, so that it may do what it needs and no more.",
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const [role] = rolesOf(lambda, stack);
        if (!role)
          return `has the role ${show(lambda.props["role"])}, which is not of this stack: give it one of its own`;
        const [other] = stack
          .linked(role, stack.ofType(types.lambda), ({ props }) => props["role"])
          .filter((user) => user !== lambda);
        return other && `has the role of ${other.name}: give it one of its own`;
      },
    },
  },
];
