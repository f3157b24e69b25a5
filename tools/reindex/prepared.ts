import { type IndexableDocument, toVectorMetadata } from "../../embedding/index/carried-metadata";
import type { VectorIndex } from "../../embedding/index/indexing-problems";
import { indexingProblem, ObjectProblem, type StoredObject } from "./stored-object";

/** What is to become of an object: its vector is put, or a problem reported, or neither where the object is gone. */
export interface Prepared {
  readonly id: string;
  /** What is to be put. */
  readonly document?: IndexableDocument;
  /** The end of a sentence that starts with the object's key. */
  readonly problem?: string;
  /** What of the object is not in the index, as {@link toVectorMetadata} says it. */
  readonly leftOut?: readonly string[];
  /** Whether nothing but the caller says which model the vector is of. */
  readonly isTrusted?: boolean;
  /** The version of the object, where it is known. */
  readonly etag?: string | undefined;
  readonly isReembedded?: boolean;
  /** What was, or would be, read by the model for it, or for all that were embedded in one call with it. */
  readonly inputTokens?: number;
}

/** An object whose vector the index holds as it is. Throws {@link ObjectProblem} where it does not. */
export function toPrepared({ document, etag, isTrusted }: StoredObject, index: VectorIndex): Prepared {
  const { id, embedding } = document;
  const problem = indexingProblem(document, index);
  if (problem !== undefined || embedding === undefined) throw new ObjectProblem(problem ?? "has no vector", etag);
  const indexable = { ...document, embedding };
  return { id, document: indexable, leftOut: toVectorMetadata(indexable).leftOut, etag, isTrusted };
}
