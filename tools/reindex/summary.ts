import { objectKey } from "../../functions/embedding-key";
import { duration } from "../duration";
import { number } from "../number";
import { tokenCost } from "../token-cost";
import type { Rebuild } from "./rebuild";

/** How the work was done. */
export interface SummaryArgs {
  readonly model: string;
  readonly dryRun: boolean;
  readonly seconds: number;
}

/** What became of all embeddings, how fast, and what the model costs. */
export function describeRebuild(
  { count, countBefore, indexed, problems, reembedded, inputTokens, deleted }: Rebuild,
  { model, dryRun, seconds }: SummaryArgs,
): string {
  const here = count - countBefore;
  const rate = seconds > 0 ? `, ${(here / seconds).toFixed(1)} objects a second` : "";
  const before = countBefore > 0 ? `, ${number(countBefore)} of the objects in an earlier run` : "";
  return [
    ...(dryRun ? ["Nothing is changed. Without --dry-run it would be:"] : []),
    `Indexed     ${number(indexed ?? Math.max(0, count - problems.size))} embeddings${before}`,
    `Reembedded  ${number(reembedded)} of them, ${number(inputTokens)} tokens of ${model}, ${tokenCost(model, inputTokens)}`,
    `Deleted     ${number(deleted)} vectors whose embedding is gone`,
    `Failed      ${number(problems.size)}`,
    `Time        ${duration(seconds)}${rate}`,
  ].join("\n");
}

/** The embeddings that are not in the index, by their keys, each with its reason. */
export function describeProblems(problems: Rebuild["problems"]): string {
  return [...problems].map(([id, problem]) => `${objectKey(id)} ${problem}`).join("\n");
}
