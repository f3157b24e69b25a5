import { embeddingModels, isEmbeddingModelId } from "../../embedding/models";
import { counted } from "./number";

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

/** What is to be embedded, and what it will cost, as a command says it before it begins. */
export function describeEstimate(tokens: number, model: string | undefined): string {
  const cost = model === undefined ? "; --model ID says what they cost" : ` of ${model}, ${tokenCost(model, tokens)}`;
  return `To embed: about ${counted(tokens, "token")}${cost}`;
}
