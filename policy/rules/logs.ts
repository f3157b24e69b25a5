import { allowsAction, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";
import { read, show } from "../values";
import { inlinePolicies } from "./function-routes";

const writing = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** What functions and APIs log. */
export const logs: readonly Rule[] = [
  {
    id: "CKV_AWS_66",
    name: "Log groups have a retention",
    description: "A log group says how long it keeps events: without, it keeps and costs for ever.",
    resource: {
      types: [types.logGroup],
      problem: ({ props: { retentionInDays } }) =>
        Number(retentionInDays) > 0 ? undefined : `retentionInDays is ${show(retentionInDays)}: set it to 365 or more`,
    },
  },
  {
    id: "CKV_AWS_338",
    name: "Log groups keep a year",
    description: "A log group keeps events for a year at least, for what happened is often asked months later.",
    resource: {
      types: [types.logGroup],
      problem: ({ props: { retentionInDays } }) =>
        Number(retentionInDays) >= 365
          ? undefined
          : `retentionInDays is ${show(retentionInDays)}: set it to 365 or more`,
    },
  },
  {
    id: "function-logs",
    name: "Functions log into a group of the stack, and no other",
    description:
      "A function names a log group of the stack, which else Lambda makes at its first call without a retention, and its " +
      "role may write to this group only.",
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const name = read(lambda.props, "loggingConfig.logGroup");
        const group = stack.ofType(types.logGroup).find(({ props }) => props["name"] === name);
        if (!group) return `logs to ${show(name)}, which is no log group of this stack: set loggingConfig.logGroup`;
        const resources = inlinePolicies(lambda, stack)
          .flatMap(({ props }) => statements(props["policy"]))
          .filter((statement) => writing.some((action) => allowsAction(statement, action)))
          .flatMap((statement) => statement.resources);
        const own = `${String(group.props["arn"]).replace(/:\*$/, "")}:*`;
        if (!resources.includes(own)) return `may not write to its log group: allow ${writing.join(" and ")} on ${own}`;
        const other = resources.find((resource) => resource !== own);
        return other && `may write logs to ${other}: allow it on ${own} only`;
      },
    },
  },
];
