import { duration } from "../command/duration";
import { counted, number } from "../command/number";
import { summaryLines } from "../command/summary-lines";
import { describeEstimate, tokenCost } from "../command/token-cost";
import type { Gone } from "./gone";
import type { LeftOutReport } from "./left-out-report";
import type { Failure, Outcomes } from "./outcomes";
import type { Survey } from "./survey";

/** What became of passages. */
export interface Ingested {
  /** How many were stored before, and not sent. */
  readonly skipped: number;
  readonly outcomes: Pick<Outcomes, "stored" | "unchanged" | "truncated" | "failures" | "inputTokens" | "model">;
  /** What is stored and not in the files. */
  readonly gone: Gone;
  /** How many of it were deleted; undefined where none was to be. */
  readonly pruned: number | undefined;
  /** Whether all files could be read. */
  readonly isComplete: boolean;
}

/** A line of a summary. */
export type Row = readonly [of: string, says: string];

/** How many failures are named. */
const maxNamedFailures = 100;

/** What became of all passages, how fast, and what the model costs. */
export function describeIngested(ingested: Ingested, seconds: number): string {
  return summaryLines(ingestedRows(ingested, seconds));
}

/** The same as rows of what each is of, and what it says. */
export function ingestedRows(ingested: Ingested, seconds: number): readonly Row[] {
  const { skipped, outcomes } = ingested;
  const { stored, unchanged, truncated, failures, inputTokens, model } = outcomes;
  const cut =
    truncated > 0 ? `, ${number(truncated)} of them without the end of a text that is too long for the model` : "";
  const rate = seconds > 0 ? `, ${(stored / seconds).toFixed(1)} passages a second` : "";
  return [
    ["Stored", `${counted(stored, "passage")}${cut}`],
    ...(unchanged > 0 ? [["Unchanged", `${number(unchanged)}, which the store had as they are`] as const] : []),
    ["Skipped", `${number(skipped)}${skipped > 0 ? ", stored before: --restart sends them again" : ""}`],
    ["Failed", number(failures.length)],
    ...describeGone(ingested),
    ["Time", `${duration(seconds)}${rate}`],
    ["Tokens", `${number(inputTokens)}${model === undefined ? "" : ` of ${model}, ${tokenCost(model, inputTokens)}`}`],
  ];
}

function describeGone({ gone, pruned, isComplete }: Ingested): Row[] {
  const { ids, option } = gone;
  if (ids.length === 0) return describeUnknown(gone);
  const fix = isComplete ? `${option} deletes them` : "none is pruned while something cannot be read";
  const row: Row =
    pruned === undefined
      ? ["Gone", `${counted(ids.length, "passage")} stored and no longer in these files: ${fix}`]
      : ["Pruned", `${number(pruned)}, no longer in these files`];
  return [row, ...describeUnknown(gone)];
}

function describeUnknown({ unknown }: Gone): Row[] {
  if (unknown === 0) return [];
  return [
    [
      "Unknown",
      `${number(unknown)} below the prefix are not in these files, and of no run that is remembered: --prune-prefix deletes them`,
    ],
  ];
}

/** The same for scripts. */
export function ingestedJson(ingested: Ingested, seconds: number, leftOut: LeftOutReport["counts"]): object {
  const { skipped, outcomes, gone, pruned } = ingested;
  const { stored, unchanged, truncated, failures, inputTokens, model } = outcomes;
  return {
    stored,
    unchanged,
    truncated,
    skipped,
    gone: gone.ids.length,
    pruned: pruned ?? 0,
    unknown: gone.unknown,
    failed: failures.length,
    failures: failures.map(({ passage: { id, location }, reason }) => ({ id, location, reason })),
    seconds,
    input_token_count: inputTokens,
    model: model ?? null,
    left_out: leftOut,
  };
}

/** What a run would do beside sending. */
interface DryRun {
  /** What is stored and not in the files. */
  readonly gone: Gone;
}

/** What would become of all passages, had they been sent. */
export function describeDryRun(
  { toSend, total, tokens }: Survey,
  { gone, model }: DryRun & { readonly model: string | undefined },
): string {
  return [
    "Nothing is sent. Without --dry-run it would be:",
    summaryLines([
      ["Sent", counted(toSend, "passage")],
      ["Skipped", `${number(total - toSend)}${total > toSend ? ", stored before" : ""}`],
      ...(gone.ids.length > 0 ? [["Gone", `${number(gone.ids.length)}, which ${gone.option} deletes`] as const] : []),
      ...describeUnknown(gone),
    ]),
    describeEstimate(tokens, model),
  ].join("\n");
}

/** The same for scripts. */
export function dryRunJson(
  { toSend, total, tokens }: Survey,
  { gone, leftOut }: DryRun & { readonly leftOut: LeftOutReport["counts"] },
): object {
  return {
    to_send: toSend,
    skipped: total - toSend,
    gone: gone.ids.length,
    unknown: gone.unknown,
    estimated_token_count: tokens,
    left_out: leftOut,
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
