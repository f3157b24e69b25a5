import type { EmbeddingDocument } from "../../embedding/document";
import { dimensionProblem, metadataProblem, vectorProblem } from "../../embedding/index/indexing-problems";
import { ApiError, type FieldProblem, invalidRequest } from "../http/errors";
import { type VectorIndex, vectorIndex } from "./configured-index";
import { model, modelId } from "./configured-model";

type Metadata = EmbeddingDocument["metadata"];

/** What a request stores, by the fields in which it says so. */
export interface StoredFields {
  readonly dimensions?: number;
  readonly embedding?: readonly number[];
  readonly metadata?: Metadata;
  readonly items?: readonly { readonly metadata?: Metadata }[];
}

/**
 * Throws, before anything is written, 409 where the index is of another model and 422 where it cannot hold what a request
 * stores. Without an index, everything can be stored.
 */
export function requireIndexable({ dimensions, embedding, metadata, items = [] }: StoredFields): void {
  if (!vectorIndex) return;
  requireModelOf(vectorIndex);
  const problems: [string, string | undefined][] = [
    ["dimensions", dimensions === undefined ? undefined : dimensionProblem(dimensions, vectorIndex.dimension)],
    ["embedding", embedding && embeddingProblem(embedding, vectorIndex)],
    ["metadata", metadataProblem(metadata)],
    ...items.map((item, index): [string, string | undefined] => [
      `items.${index}.metadata`,
      metadataProblem(item.metadata),
    ]),
  ];
  const errors = problems.flatMap(([field, message]): FieldProblem[] => (message ? [{ field, message }] : []));
  if (errors.length > 0) throw invalidRequest(errors);
}

/** Why a vector that a request sends cannot be compared with those of an index, if it cannot. */
export function embeddingProblem(embedding: readonly number[], { dimension }: VectorIndex): string | undefined {
  const problem = dimensionProblem(embedding.length, dimension);
  return problem ? `has a length that ${problem}` : vectorProblem(embedding);
}

/** Throws 409 where the vectors of the configured model must not be compared with those of an index. */
export function requireModelOf(index: VectorIndex): void {
  if (index.model !== modelId) {
    throw new ApiError(
      "index_mismatch",
      `The service uses the model ${modelId}, and the vector index holds vectors of ${index.model}: ` +
        "configure the service with that model, or rebuild the index with the other.",
    );
  }
  if (!model.dimensions.includes(index.dimension)) {
    throw new ApiError(
      "index_mismatch",
      `The model ${modelId} has vectors of the dimension ${model.dimensions.join(", ")}, and the vector index has the ` +
        `dimension ${index.dimension}: configure an index of a dimension that the model offers.`,
    );
  }
}
