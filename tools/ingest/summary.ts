import { duration } from "../duration";
import { number } from "../number";
import { tokenCost } from "../token-cost";
import type { Sent } from "./send-passages";

/** How many failures are named. */
const maxNamedFailures = 100;

/** What became of all passages, how fast, and what the model costs. */
export function describeSent({ stored, skipped, failures, inputTokens, model }: Sent, seconds: number): string {
  const rate = seconds > 0 ? `, ${(stored / seconds).toFixed(1)} passages a second` : "";
  return [
    `Stored   ${number(stored)} passages`,
    `Skipped  ${number(skipped)}${skipped > 0 ? ", stored before: --restart sends them again" : ""}`,
    `Failed   ${number(failures.length)}`,
    `Time     ${duration(seconds)}${rate}`,
    `Tokens   ${number(inputTokens)}${model === undefined ? "" : ` of ${model}, ${tokenCost(model, inputTokens)}`}`,
  ].join("\n");
}

/** Each failure with its place and its reason. */
export function describeFailures(failures: Sent["failures"]): string {
  const named = failures
    .slice(0, maxNamedFailures)
    .map(({ passage: { id, location }, reason }) => `${location} (${id}): ${reason}`);
  const left = failures.length - named.length;
  return [...named, ...(left > 0 ? [`and ${number(left)} more`] : [])].join("\n");
}
