import { objectKey } from "../../embedding/object-key";
import { duration } from "../command/duration";
import { counted, number } from "../command/number";
import { printable } from "../command/printable";
import { summaryLines } from "../command/summary-lines";
import { tokenCost } from "../command/token-cost";
import { noModel } from "./stored-object";
import type { Tally } from "./tally";

/** How the work was done. */
export interface SummaryArgs {
  readonly model: string;
  readonly assumedModel: string | undefined;
  readonly dryRun: boolean;
  readonly seconds: number;
}

/** What became of all embeddings, how fast, and what the model costs. */
export function describeRebuild(
  { count, countBefore, indexed, problems, otherKeys, expired, reembedded, trusted, inputTokens, deleted }: Tally,
  { model, assumedModel, dryRun, seconds }: SummaryArgs,
): string {
  const here = count - countBefore;
  const rate = seconds > 0 ? `, ${(here / seconds).toFixed(1)} objects a second` : "";
  const before = countBefore > 0 ? `, ${number(countBefore)} of the objects in an earlier run` : "";
  const trust = `${number(trusted)} of them, which do not say that they are of ${assumedModel}`;
  const lines = summaryLines([
    ["Indexed", `${counted(indexed ?? Math.max(0, count - problems.size - expired.size), "embedding")}${before}`],
    ...(assumedModel === undefined ? [] : [["On trust", trust] as const]),
    [
      "Reembedded",
      `${number(reembedded)} of them, ${counted(inputTokens, "token")} of ${model}, ${tokenCost(model, inputTokens)}`,
    ],
    ...(expired.size === 0
      ? []
      : [["Expired", `${counted(expired.size, "embedding")}, which the index does not have`] as const]),
    ["Deleted", `${counted(deleted, "vector")} whose embedding is gone`],
    ["Failed", number(problems.size + otherKeys.length)],
    ["Time", `${duration(seconds)}${rate}`],
  ]);
  return dryRun ? `Nothing is changed. Without --dry-run it would be:\n${lines}` : lines;
}

/** How many kinds of what is left out are named. */
const maxKinds = 20;

/**
 * What is not in the index, a line each: the objects by their keys, each with its reason, and what of others it does not
 * hold, by kind. The ways to index what has no model come last.
 */
export function describeProblems({ problems, otherKeys, leftOut }: Tally): string[] {
  const named = [...problems].filter(([, problem]) => problem !== noModel);
  const withoutModel = problems.size - named.length;
  return [
    ...named.map(([id, problem]) => `${objectKey(id)} ${problem}`),
    ...otherKeys.map(
      (key) => `${JSON.stringify(key)} is no key of an embedding: rename it to embeddings/{id}.json, ${idForm}`,
    ),
    ...describeLeftOut(leftOut),
    ...(withoutModel === 0
      ? []
      : [
          `${counted(withoutModel, "embedding")} without a model, and so not put into the index: add --assume-model ID where you ` +
            "know that their vectors are of the index's model, or --reembed to compute them anew",
        ]),
  ].map(printable);
}

const idForm = "with an id of letters, digits or . _ : @ = + - and first a letter or digit, which the object has too";

/** What is left out, by kind and with one object that has it. */
function describeLeftOut(leftOut: Tally["leftOut"]): string[] {
  const kinds = new Map<string, { count: number; readonly first: string }>();
  for (const [id, parts] of leftOut) {
    for (const part of parts) {
      const kind = kinds.get(part) ?? { count: 0, first: objectKey(id) };
      kind.count += 1;
      kinds.set(part, kind);
    }
  }
  const lines = [...kinds].map(
    ([part, { count, first }]) =>
      `${first}${count > 1 ? ` and ${number(count - 1)} more are` : " is"} indexed without ${part}`,
  );
  const rest = lines.length - maxKinds;
  return rest > 0 ? [...lines.slice(0, maxKinds), `and ${counted(rest, "kind")} more of what is left out`] : lines;
}
