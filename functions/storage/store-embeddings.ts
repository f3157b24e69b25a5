import type { EmbeddingDocument } from "../../embedding/document";
import { invalidRequest, toEmbeddingError } from "../../embedding/errors";
import { hasExpired } from "../../embedding/expiry";
import type { IndexableDocument } from "../../embedding/index/carried-metadata";
import { metadataProblem, misfit } from "../../embedding/index/indexing-problems";
import { type Outcome, onlyValue, settle } from "../../embedding/outcome";
import type { StoredDocument } from "../../embedding/stored-document";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure, oneByOne } from "../aws/map-with-backpressure";
import type { Index } from "../aws/s3-vectors";
import { getStored } from "./get-stored";
import { type PutOptions, putEmbedding } from "./put-embedding";
import type { PutResult } from "./put-object";
import { putVectors } from "./put-vectors";
import { requireIndexableVector } from "./require-indexable";
import type { Store } from "./store";

/** Where an embedding is stored. */
export interface Stored {
  readonly key: string;
  /** Names this state of the object. */
  readonly etag: string;
  /** Whether its vector is in an index: false where the service has none. */
  readonly indexed: boolean;
  /** Whether it was stored already, so that nothing was written. */
  readonly unchanged: boolean;
}

/** How many objects are read or written at a time. */
export const objectConcurrency = 16;

/** Checks, writes and indexes an embedding. Throws an {@link EmbeddingError}. */
export async function storeEmbedding(
  document: EmbeddingDocument,
  options: PutOptions,
  store: Store,
  context: CallContext,
): Promise<Stored> {
  return onlyValue(await storeEmbeddings([document], options, store, context));
}

/**
 * Checks, writes and indexes up to 500 embeddings, each with its outcome. What the index cannot hold is not written. Where
 * the index then fails, so has each that was written, and is completed by storing it again.
 */
export async function storeEmbeddings(
  documents: readonly EmbeddingDocument[],
  options: PutOptions,
  store: Store,
  context: CallContext,
): Promise<Outcome<Stored>[]> {
  const eachWritten = oneByOne((document: EmbeddingDocument) => write(document, options, store, context));
  const written = await mapWithBackpressure(
    documents,
    { ...eachWritten, concurrency: objectConcurrency, startTimeMs: 0 },
    context,
  );
  const { index } = store;
  const indexable = documents.filter((_, position) => !written[position]?.error);
  if (!index || indexable.length === 0) return withIndexed(written, false);
  const { error } = await settle(() => putVectors(indexable, index, context));
  return error ? written.map((outcome) => (outcome.error ? outcome : { error })) : withIndexed(written, true);
}

function withIndexed(written: readonly Outcome<PutResult>[], indexed: boolean): Outcome<Stored>[] {
  return written.map((outcome) =>
    outcome.error ? outcome : { value: { ...outcome.value, indexed, unchanged: false } },
  );
}

/**
 * Writes an object, with `createOnly` also in place of one that has expired. Throws what {@link putEmbedding} throws; where
 * that is 412, what is stored is in the index if that can hold it, for it may be what the same request stored and could not
 * index before.
 */
async function write(
  document: EmbeddingDocument,
  options: PutOptions,
  { bucket, index }: Store,
  context: CallContext,
): Promise<PutResult> {
  if (index) requireFit(document, index);
  try {
    return await putEmbedding(document, options, bucket, context);
  } catch (error) {
    if (toEmbeddingError(error).code !== "embedding_exists") throw error;
    const stored = await getStored(document.id, bucket, context);
    const { createOnly, replaces } = options;
    if (stored && stored.etag !== replaces && hasExpired(stored, new Date())) {
      return write(document, { createOnly, replaces: stored.etag }, { bucket, index }, context);
    }
    // What had expired has been deleted since.
    if (!stored && replaces !== undefined) return write(document, { createOnly }, { bucket, index }, context);
    if (stored && index && isIndexable(stored, index)) await putVectors([stored], index, context);
    throw error;
  }
}

/** Throws where an index cannot hold an embedding: 502 for the vector of a model, else 422. */
function requireFit(document: EmbeddingDocument, index: Index): void {
  const { embedding, model } = document;
  const misplaced = misfit(document, index);
  if (misplaced?.reason === "unfit vector" && model !== null) requireIndexableVector(embedding);
  if (misplaced) throw invalidRequest([{ field: "embedding", message: misplaced.message }]);
  const problem = metadataProblem(document);
  if (problem) throw invalidRequest([{ field: "metadata", message: problem }]);
}

/** Whether an index can hold what others may have written, for another index or before there was one. */
export function isIndexable(document: StoredDocument, index: Index): document is StoredDocument & IndexableDocument {
  return misfit(document, index) === undefined;
}
