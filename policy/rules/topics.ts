import { isPublic, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";

/** Whom alarms notify. */
export const topics: readonly Rule[] = [
  {
    id: "CKV_AWS_169",
    name: "SNS topics are not public",
    description:
      "The policy of a topic names who may publish and subscribe: everyone (*) may not, without a condition.",
    resource: {
      types: [types.topic, types.topicPolicy],
      problem: ({ props }) =>
        statements(props["policy"]).some(isPublic)
          ? "the policy allows everyone (Principal *): name a service or account, with a condition"
          : undefined,
    },
  },
];
