import type { PutInputVector } from "@aws-sdk/client-s3vectors";
import type { VectorIndex } from "../../embedding/index/indexing-problems";
import { toVector } from "../../functions/storage/put-vectors";
import { indexingProblem, ObjectProblem, type StoredObject } from "./stored-object";

/** What is to become of an object: its vector is put, or a problem reported, or neither where the embedding is gone. */
export interface Prepared {
  readonly id: string;
  readonly vector?: PutInputVector;
  /** The end of a sentence that starts with the object's key. */
  readonly problem?: string;
  /** What of the object is not in the index, as {@link toVector} says it. */
  readonly leftOut?: readonly string[];
  /** Whether nothing but the caller says which model the vector is of. */
  readonly isTrusted?: boolean;
  /** Whether the object is there, and its embedding has expired. */
  readonly isExpired?: boolean;
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
  return { id, ...toVector({ ...document, embedding }), etag, isTrusted };
}
