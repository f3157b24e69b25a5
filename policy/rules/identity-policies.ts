import { type CanonicalStatement, statements } from "../policy-document";
import type { Rule } from "../rule";
import { types } from "../types";

/** A check of each statement of an IAM policy for roles that allows something; `problem` completes "allows …". */
export function onStatements(
  problem: (statement: CanonicalStatement) => string | undefined,
): NonNullable<Rule["resource"]> {
  return {
    types: [types.policy, types.rolePolicy],
    problem: ({ props }) => {
      const problems = statements(props["policy"])
        .filter(({ allows }) => allows)
        .map(problem)
        .filter((found) => found !== undefined);
      return problems.length > 0 ? `allows ${problems.join("; and ")}` : undefined;
    },
  };
}
