import { duration } from "../command/duration";
import { number } from "../command/number";
import { summaryLines } from "../command/summary-lines";
import { describeEstimate, tokenCost } from "../command/token-cost";
import type { Ingestion } from "./ingestion";
import type { LeftOutReport } from "./left-out-report";
import type { Failure, Outcomes } from "./outcomes";
import type { Survey } from "./survey";

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
export function ingestedJson(ingested: Ingested, seconds: number, leftOut: LeftOutReport["counts"]): object {
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
    left_out: leftOut,
  };
}

/** What would become of all passages, had they been sent. */
export function describeDryRun({ toSend, total, tokens }: Survey, model: string | undefined): string {
  return [
    "Nothing is sent. Without --dry-run it would be:",
    summaryLines([
      ["Sent", `${number(toSend)} passages`],
      ["Skipped", `${number(total - toSend)}${total > toSend ? ", stored before" : ""}`],
    ]),
    describeEstimate(tokens, model),
  ].join("\n");
}

/** The same for scripts. */
export function dryRunJson({ toSend, total, tokens }: Survey, leftOut: LeftOutReport["counts"]): object {
  return { to_send: toSend, skipped: total - toSend, estimated_token_count: tokens, left_out: leftOut };
}

/** Each failure with its place and its reason. */
export function describeFailures(failures: readonly Failure[]): string {
  const named = failures
    .slice(0, maxNamedFailures)
    .map(({ passage: { id, location }, reason }) => `${location} (${id}): ${reason}`);
  const left = failures.length - named.length;
  return [...named, ...(left > 0 ? [`and ${number(left)} more`] : [])].join("\n");
}
