import { embeddingModels, isEmbeddingModelId } from "../embedding/models";

/** What so many input tokens of a model cost, as a summary says it. */
export function tokenCost(model: string, tokens: number): string {
  if (!isEmbeddingModelId(model)) return "whose price is not known here";
  const price = embeddingModels[model].pricePerMillionTokens;
  return `$${((tokens / 1e6) * price).toFixed(4)} at $${price.toFixed(2)} per million`;
}
