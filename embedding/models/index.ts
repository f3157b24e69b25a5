import { cohereModels } from "./cohere";
import type { EmbeddingModel } from "./model";
import { novaModels } from "./nova";
import { titanModels } from "./titan";

/** All embedding models that there are adapters for, by their Bedrock model id: the one list. */
export const embeddingModels = { ...titanModels, ...cohereModels, ...novaModels } as const satisfies Record<
  string,
  EmbeddingModel
>;

/** The one that a service embeds with unless another is chosen. */
export const defaultEmbeddingModelId = "amazon.titan-embed-text-v2:0" satisfies EmbeddingModelId;

/** The id of a supported model. */
export type EmbeddingModelId = keyof typeof embeddingModels;

/** Whether an id is that of a supported model. */
export function isEmbeddingModelId(id: string): id is EmbeddingModelId {
  return Object.hasOwn(embeddingModels, id);
}

/** Every length of vector that some model offers, ascending. */
export const offeredDimensions: readonly number[] = [
  ...new Set(Object.values<EmbeddingModel>(embeddingModels).flatMap(({ dimensions }) => dimensions)),
].toSorted((a, b) => a - b);
