import type { EmbeddingModelId } from "../../functions/embedding-models";
import { duration } from "../duration";
import type { Sent } from "./send-passages";

/** US dollars for a million input tokens, on demand in us-east-1: https://aws.amazon.com/bedrock/pricing/ */
const pricePerMillionTokens: Record<EmbeddingModelId, number> = {
  "amazon.titan-embed-text-v2:0": 0.02,
  "amazon.titan-embed-text-v1": 0.1,
};

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
    `Tokens   ${number(inputTokens)}${model === undefined ? "" : ` of ${model}, ${cost(model, inputTokens)}`}`,
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

function cost(model: string, tokens: number): string {
  if (!Object.hasOwn(pricePerMillionTokens, model)) return "whose price is not known here";
  const price = pricePerMillionTokens[model as EmbeddingModelId];
  return `$${((tokens / 1e6) * price).toFixed(4)} at $${price.toFixed(2)} per million`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
