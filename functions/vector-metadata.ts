import type { EmbeddingDocument } from "./schemas/embedding";
import { dimensionKey, modelKey, normalizedKey, textKey } from "./vector-metadata-keys";
import { maxMetadataBytes, metadataBytes } from "./vector-metadata-size";

/** What a vector in an index carries: strings, numbers and booleans by key. */
export type VectorMetadata = Record<string, string | number | boolean>;

/** What the vector of an embedding carries: its metadata, where it comes from and, where there is room, its text. */
export function toVectorMetadata(document: Omit<EmbeddingDocument, "embedding">): VectorMetadata {
  const { text, model, dimension, normalized, metadata } = document;
  const withoutText = {
    ...metadata,
    ...(model === null ? {} : { [modelKey]: model }),
    [dimensionKey]: dimension,
    ...(normalized === undefined ? {} : { [normalizedKey]: normalized }),
  };
  const withText = { ...withoutText, [textKey]: text };
  return metadataBytes(withText) <= maxMetadataBytes ? withText : withoutText;
}

/** What a vector carries, taken apart: the text, undefined where there was no room, and the embedding's own metadata. */
export function fromVectorMetadata(carried: VectorMetadata): {
  readonly text: string | undefined;
  readonly metadata: VectorMetadata;
} {
  const {
    [textKey]: text,
    [modelKey]: _model,
    [dimensionKey]: _dimension,
    [normalizedKey]: _normalized,
    ...metadata
  } = carried;
  return { text: text as string | undefined, metadata };
}
