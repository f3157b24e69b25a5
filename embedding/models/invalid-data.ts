import type * as z from "zod/mini";

/** How many problems are named: each number of a vector can be one. */
const maxNamed = 3;

/** What is wrong with data that no caller sent, for the log: the first problems, without what they were found in. */
export function describeInvalidData({ issues }: z.core.$ZodError): string {
  return issues
    .slice(0, maxNamed)
    .map((issue) => `${issue.path.join(".")} ${issue.message} (${issue.code})`)
    .join("; ");
}
