import { isDeepStrictEqual } from "node:util";
import { contentHash, type HashedContent } from "../../embedding/content-hash";
import type { EmbeddingDocument } from "../../embedding/document";
import type { Truncation } from "../../embedding/models/model";
import { objectKey } from "../../embedding/object-key";
import type { Outcome } from "../../embedding/outcome";
import type { Vector } from "../../embedding/vector";
import type { CallContext } from "../aws/call-context";
import type { Embedded } from "../aws/embed-texts";
import { mapWithBackpressure, oneByOne } from "../aws/map-with-backpressure";
import type { KeptDocument } from "./get-embedding";
import { getStored } from "./get-stored";
import { holdsVectors } from "./holds-vectors";
import type { Store } from "./store";
import { objectConcurrency, type Stored } from "./store-embeddings";

/** What a request is to store under an id, as far as that is known before anything is embedded. */
export interface Candidate extends Omit<HashedContent, "truncated" | "embedding"> {
  readonly id: string;
  readonly metadata: EmbeddingDocument["metadata"];
  readonly expires_at: EmbeddingDocument["expires_at"];
  readonly dimension: number;
  readonly truncate: Truncation;
  /**
   * The vector, where it was computed elsewhere.
   * @default the model makes it
   */
  readonly embedding?: Vector;
}

/** An embedding whose vector the store has. */
export interface Unchanged extends Embedded {
  /** Where it is, if nothing is left to be written: its metadata and when it expires are the same, and the index, if any, holds it. */
  readonly stored: Stored | undefined;
}

/**
 * Of each candidate what the store has already; undefined where its vector is to be made, or was computed anew. What the
 * bucket or the index does not tell is the candidate's error, 503 or 504, and never taken for unchanged.
 */
export async function findUnchanged(
  candidates: readonly Candidate[],
  { bucket, index }: Store,
  context: CallContext,
): Promise<Outcome<Unchanged | undefined>[]> {
  const eachRead = oneByOne(async (candidate: Candidate) => {
    const document = await getStored(candidate.id, bucket, context);
    return document && isOf(document, candidate) ? document : undefined;
  });
  const args = { ...eachRead, concurrency: objectConcurrency, startTimeMs: 0 };
  const found = await mapWithBackpressure(candidates, args, context);

  const same = found.flatMap(({ value }, position) =>
    value && isStoredWith(value, candidates[position] as Candidate) ? [value] : [],
  );
  const held: Outcome<boolean>[] = index ? await holdsVectors(same, index, context) : same.map(() => ({ value: true }));
  const heldById = new Map(same.map(({ id }, position) => [id, held[position]] as const));
  return found.map((outcome) => {
    if (!outcome.value) return outcome as Outcome<undefined>;
    const { id, etag, embedding, input_token_count: inputTokens, truncated } = outcome.value;
    const { value: isStored = false, error } = heldById.get(id) ?? { value: false };
    if (error) return { error };
    const stored = isStored ? { key: objectKey(id), etag, indexed: index !== undefined, unchanged: true } : undefined;
    return { value: { vector: embedding, inputTokens, truncated, stored } };
  });
}

/** A stored document with all that is compared. */
type ComparedDocument = KeptDocument & { readonly embedding: Vector; readonly truncated: boolean };

/** Whether a document has the metadata of a candidate and expires when it shall. */
function isStoredWith(document: KeptDocument, { metadata, expires_at }: Candidate): boolean {
  return document.expires_at === expires_at && isDeepStrictEqual(document.metadata ?? {}, asStored(metadata));
}

/** Whether a document's vector is that of a candidate, whatever else is stored with it. */
function isOf(document: KeptDocument, candidate: Candidate): document is ComparedDocument {
  const { text, model, embedding, truncated, content_hash } = document;
  const { dimension, truncate } = candidate;
  return (
    embedding !== undefined &&
    truncated !== undefined &&
    text === candidate.text &&
    model === candidate.model &&
    embedding.length === dimension &&
    // Not cut, the text would be refused.
    (!truncated || truncate === "end") &&
    (candidate.embedding ?? embedding).every((value, position) => value === embedding[position]) &&
    content_hash === contentHash({ ...candidate, truncated, embedding })
  );
}

/** Metadata as they are once they have been stored. */
function asStored(metadata: Candidate["metadata"] = {}): unknown {
  return JSON.parse(JSON.stringify(metadata));
}
