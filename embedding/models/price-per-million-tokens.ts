import { embeddingModels, isEmbeddingModelId } from "./index";

/** What a million tokens of a model cost, in US dollars; undefined for a model that nobody knows. */
export function pricePerMillionTokens(modelId: string): number | undefined {
  // An inference profile has the id of its model.
  const known = [modelId, modelId.replace(/^\w+\./, "")].find(isEmbeddingModelId);
  return known && embeddingModels[known].pricePerMillionTokens;
}
