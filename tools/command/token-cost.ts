import { embeddingModels, isEmbeddingModelId } from "../../embedding/models";
import type { EmbeddingModel } from "../../embedding/models/model";
import { number } from "./number";

/** What so many input tokens of a model cost, as a summary says it. */
export function tokenCost(model: string, tokens: number): string {
  const price = isEmbeddingModelId(model) ? embeddingModels[model].pricePerMillionTokens : undefined;
  if (price === undefined) return "whose price is not known here";
  return `$${((tokens / 1e6) * price).toFixed(4)} at $${formatPrice(price)} per million`;
}

/** A price for a million tokens, whole: some have a fraction of a cent. */
export function formatPrice(dollars: number): string {
  return dollars.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

/** Nearly all characters of Chinese, Japanese and Korean, and emoji: about a token each. */
const symbols = /[\u{2e80}-\u{10ffff}]/gu;

/**
 * About how many tokens a model reads of a text, which only it can tell: no more than it takes, where the end is left out.
 * For a model that is not known, as many as for the service's default.
 */
export function estimateTokens(
  text: string,
  { charactersPerToken, maxTokens }: EmbeddingModel = embeddingModels["amazon.titan-embed-text-v2:0"],
): number {
  const letters = text.replace(symbols, "").length;
  const symbolCount = text.match(symbols)?.length ?? 0;
  return Math.min(Math.ceil(letters / charactersPerToken + symbolCount), maxTokens);
}

/** What is to be embedded, and what it will cost, as a command says it before it begins. */
export function describeEstimate(tokens: number, model: string | undefined): string {
  const cost = model === undefined ? "; --model ID says what they cost" : ` of ${model}, ${tokenCost(model, tokens)}`;
  return `To embed: about ${number(tokens)} tokens${cost}`;
}
