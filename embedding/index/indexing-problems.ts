import type { EmbeddingDocument } from "../document";
import { textKey } from "./carried-keys";
import { isReservedKey, maxKeys } from "./carried-metadata";
import { maxFilterableBytes, metadataBytes } from "./metadata-size";

/** Why metadata of a request cannot go into an index, if it cannot: the end of a sentence that starts with its name. */
export function metadataProblem(metadata: EmbeddingDocument["metadata"] = {}): string | undefined {
  const keys = Object.keys(metadata);
  const reserved = keys.find(isReservedKey);
  if (reserved !== undefined) {
    return (
      `has the key ${JSON.stringify(reserved)}, which cannot be searched by: ` +
      `use one that is not empty, not "${textKey}" and does not start with _ or $`
    );
  }
  if (keys.length > maxKeys) return `must have at most ${maxKeys} keys and has ${keys.length}`;
  const bytes = metadataBytes(metadata);
  return bytes > maxFilterableBytes
    ? `must have at most ${maxFilterableBytes} bytes as the vector index counts them, 8 more for each key, and has ${bytes}`
    : undefined;
}

/** Why vectors of a length cannot go into an index of this dimension, if they cannot. */
export function dimensionProblem(length: number, dimension: number): string | undefined {
  return length === dimension ? undefined : `is ${length}, and the vector index has the dimension ${dimension}`;
}

/** Why a vector cannot go into an index, if it cannot: it keeps 32-bit floats and compares directions. */
export function vectorProblem(vector: readonly number[]): string | undefined {
  const rounded = vector.map(Math.fround);
  const infinite = rounded.findIndex((value) => !Number.isFinite(value));
  if (infinite !== -1) return `has the number ${vector[infinite]}, which a 32-bit float cannot hold`;
  return rounded.every((value) => value === 0) ? "has only zeros, and so no direction to compare" : undefined;
}
