import type { EmbeddingModelId } from "../../embedding/models";
import { number } from "./number";

/** US dollars for a million input tokens, on demand in us-east-1: https://aws.amazon.com/bedrock/pricing/ */
const pricePerMillionTokens: Record<EmbeddingModelId, number> = {
  "amazon.titan-embed-text-v2:0": 0.02,
  "amazon.titan-embed-text-v1": 0.1,
};

/** What so many input tokens of a model cost, as a summary says it. */
export function tokenCost(model: string, tokens: number): string {
  if (!Object.hasOwn(pricePerMillionTokens, model)) return "whose price is not known here";
  const price = pricePerMillionTokens[model as EmbeddingModelId];
  return `$${((tokens / 1e6) * price).toFixed(4)} at $${price.toFixed(2)} per million`;
}

/** English runs at about this many characters to one of Titan's tokens. */
const charactersPerToken = 4.7;

/** About how many tokens a text has, which only its model can tell. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** What is to be embedded, and what it will cost, as a command says it before it begins. */
export function describeEstimate(tokens: number, model: string | undefined): string {
  const cost = model === undefined ? "; --model ID says what they cost" : ` of ${model}, ${tokenCost(model, tokens)}`;
  return `To embed: about ${number(tokens)} tokens${cost}`;
}
