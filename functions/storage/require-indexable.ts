import type { EmbeddingDocument } from "../../embedding/document";
import { EmbeddingError, type FieldProblem, invalidRequest } from "../../embedding/errors";
import {
  dimensionProblem,
  metadataProblem,
  type VectorIndex,
  vectorProblem,
} from "../../embedding/index/indexing-problems";
import type { Vector } from "../../embedding/vector";
import type { Model } from "../aws/bedrock";

/** What must be known of a model. */
type NamedModel = Pick<Model, "id" | "adapter">;

/** What a request stores, by the fields in which it says so. */
export interface StoredFields {
  readonly dimensions?: number;
  readonly embedding?: Vector;
  readonly metadata?: EmbeddingDocument["metadata"];
  readonly expires_at?: EmbeddingDocument["expires_at"];
}

/**
 * Throws, before anything is embedded, 409 where the index is of another model and 422 where it cannot hold what a request
 * stores. Without an index, everything can be stored.
 */
export function requireIndexable(
  { dimensions, embedding, metadata, expires_at }: StoredFields,
  index: VectorIndex | undefined,
  model: NamedModel,
): void {
  if (!index) return;
  requireModelOf(index, model);
  const problems: [string, string | undefined][] = [
    ["dimensions", dimensions === undefined ? undefined : dimensionProblem(dimensions, index.dimension)],
    ["embedding", embedding && embeddingProblem(embedding, index)],
    ["metadata", metadataProblem({ metadata, expires_at })],
  ];
  const errors = problems.flatMap(([field, message]): FieldProblem[] => (message ? [{ field, message }] : []));
  if (errors.length > 0) throw invalidRequest(errors);
}

/** Why a vector that a request sends cannot be compared with those of an index, if it cannot. */
export function embeddingProblem(embedding: Vector, { dimension }: VectorIndex): string | undefined {
  const problem = dimensionProblem(embedding.length, dimension);
  return problem ? `has a length that ${problem}` : vectorProblem(embedding);
}

/** Throws 502 where a model's vector cannot be compared with those of any index. */
export function requireIndexableVector(vector: Vector): void {
  const problem = vectorProblem(vector);
  if (problem === undefined) return;
  throw new EmbeddingError("model_output_invalid", "The model returned a vector that the vector index cannot hold.", {
    cause: new Error(`The vector ${problem}`),
  });
}

/** Throws 409 where the vectors of a model must not be compared with those of an index. */
export function requireModelOf(index: VectorIndex, { id, adapter }: NamedModel): void {
  if (index.model !== id) {
    throw new EmbeddingError(
      "index_mismatch",
      `The service uses the model ${id}, and the vector index holds vectors of ${index.model}: ` +
        "configure the service with that model, or rebuild the index with the other.",
    );
  }
  if (!adapter.dimensions.includes(index.dimension)) {
    throw new EmbeddingError(
      "index_mismatch",
      `The model ${id} has vectors of the dimension ${adapter.dimensions.join(", ")}, and the vector index has the ` +
        `dimension ${index.dimension}: configure an index of a dimension that the model offers.`,
    );
  }
}
