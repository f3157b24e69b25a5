import { duration } from "../command/duration";
import { number } from "../command/number";
import { summaryLines } from "../command/summary-lines";
import { tokenCost } from "../command/token-cost";
import type { Ingestion } from "./ingestion";
import type { Failure, Outcomes } from "./outcomes";

/** What became of passages. */
export interface Ingested extends Pick<Ingestion, "skipped"> {
  readonly outcomes: Pick<Outcomes, "stored" | "truncated" | "failures" | "inputTokens" | "model">;
}

/** How many failures are named. */
const maxNamedFailures = 100;

/** What became of all passages, how fast, and what the model costs. */
export function describeIngested(ingested: Ingested, seconds: number): string {
  const { skipped, outcomes } = ingested;
  const { stored, truncated, failures, inputTokens, model } = outcomes;
  const cut =
    truncated > 0 ? `, ${number(truncated)} of them without the end of a text that is too long for the model` : "";
  const rate = seconds > 0 ? `, ${(stored / seconds).toFixed(1)} passages a second` : "";
  return summaryLines([
    ["Stored", `${number(stored)} passages${cut}`],
    ["Skipped", `${number(skipped)}${skipped > 0 ? ", stored before: --restart sends them again" : ""}`],
    ["Failed", number(failures.length)],
    ["Time", `${duration(seconds)}${rate}`],
    ["Tokens", `${number(inputTokens)}${model === undefined ? "" : ` of ${model}, ${tokenCost(model, inputTokens)}`}`],
  ]);
}

/** The same for scripts. */
export function ingestedJson(ingested: Ingested, seconds: number): object {
  const { skipped, outcomes } = ingested;
  const { stored, truncated, failures, inputTokens, model } = outcomes;
  return {
    stored,
    truncated,
    skipped,
    failed: failures.length,
    failures: failures.map(({ passage: { id, location }, reason }) => ({ id, location, reason })),
    seconds,
    input_token_count: inputTokens,
    model: model ?? null,
  };
}

/** Each failure with its place and its reason. */
export function describeFailures(failures: readonly Failure[]): string {
  const named = failures
    .slice(0, maxNamedFailures)
    .map(({ passage: { id, location }, reason }) => `${location} (${id}): ${reason}`);
  const left = failures.length - named.length;
  return [...named, ...(left > 0 ? [`and ${number(left)} more`] : [])].join("\n");
}
