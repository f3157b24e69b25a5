import type { EmbeddingModelId } from "../embedding/models";

/** US dollars for a million input tokens, on demand in us-east-1: https://aws.amazon.com/bedrock/pricing/ */
const pricePerMillionTokens: Record<EmbeddingModelId, number> = {
  "amazon.titan-embed-text-v2:0": 0.02,
  "amazon.titan-embed-text-v1": 0.1,
  "cohere.embed-v4:0": 0.12,
};

/** What so many input tokens of a model cost, as a summary says it. */
export function tokenCost(model: string, tokens: number): string {
  if (!Object.hasOwn(pricePerMillionTokens, model)) return "whose price is not known here";
  const price = pricePerMillionTokens[model as EmbeddingModelId];
  return `$${((tokens / 1e6) * price).toFixed(4)} at $${price.toFixed(2)} per million`;
}
