import { abbreviate } from "../abbreviate";
import type { EmbeddingDocument } from "../document";
import type { StoredDocument } from "../stored-document";
import type { Vector } from "../vector";
import { textKey } from "./carried-keys";
import { isReservedKey, metadataRoom } from "./carried-metadata";
import { metadataBytes } from "./metadata-size";

/** What an index holds: vectors of one model and one length. */
export interface VectorIndex {
  /** The Bedrock model id. */
  readonly model: string;
  readonly dimension: number;
}

/** Why metadata of a request cannot go into an index, if it cannot: the end of a sentence that starts with its name. */
export function metadataProblem({
  metadata = {},
  expires_at,
}: Partial<Pick<EmbeddingDocument, "metadata" | "expires_at">>): string | undefined {
  const room = metadataRoom({ expires_at });
  const less = expires_at === undefined ? "" : " with expires_at";
  const keys = Object.keys(metadata);
  const reserved = keys.find(isReservedKey);
  if (reserved !== undefined) {
    return (
      `has the key ${JSON.stringify(reserved)}, which cannot be searched by: ` +
      `use one that is not empty, not "${textKey}" and does not start with _ or $`
    );
  }
  if (keys.length > room.keys) return `must have at most ${room.keys} keys${less} and has ${keys.length}`;
  const bytes = metadataBytes(metadata);
  return bytes > room.bytes
    ? `must have at most ${room.bytes} bytes${less} as the vector index counts them, 8 more for each key and 4 for each value in a list, and has ${bytes}`
    : undefined;
}

/** Why vectors of a length cannot go into an index of this dimension, if they cannot. */
export function dimensionProblem(length: number, dimension: number): string | undefined {
  return length === dimension ? undefined : `is ${length}, and the vector index has the dimension ${dimension}`;
}

/** Why a vector cannot go into an index, if it cannot: it keeps 32-bit floats and compares directions. */
export function vectorProblem(vector: Vector): string | undefined {
  const rounded = vector.map(Math.fround);
  const infinite = rounded.findIndex((value) => !Number.isFinite(value));
  if (infinite !== -1) return `has the number ${vector[infinite]}, which a 32-bit float cannot hold`;
  return rounded.every((value) => value === 0) ? "has only zeros, and so no direction to compare" : undefined;
}

/** Why a stored embedding is none of an index. */
export interface Misfit {
  readonly reason: "no vector" | "other model" | "other dimension" | "unfit vector" | "unknown model";
  /** The end of a sentence that starts with the embedding. */
  readonly message: string;
}

/**
 * Why what is stored, perhaps by others and for another index, is none of an index; undefined where it is one, as a vector
 * that was computed elsewhere is.
 */
export function misfit(
  { model, embedding }: Pick<StoredDocument, "model" | "embedding">,
  index: VectorIndex,
): Misfit | undefined {
  if (embedding === undefined) return { reason: "no vector", message: "has no vector of finite numbers" };
  if (model && model !== index.model) {
    const message =
      `is of the model ${abbreviate(model)}, dimension ${embedding.length}, and the index of ${index.model}, ` +
      `dimension ${index.dimension}`;
    return { reason: "other model", message };
  }
  const otherDimension = dimensionProblem(embedding.length, index.dimension);
  if (otherDimension) return { reason: "other dimension", message: `has a dimension that ${otherDimension}` };
  const unfit = vectorProblem(embedding);
  if (unfit) return { reason: "unfit vector", message: `has a vector that ${unfit}` };
  return model === undefined ? { reason: "unknown model", message: "has no model" } : undefined;
}
