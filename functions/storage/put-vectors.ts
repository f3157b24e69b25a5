import { type PutInputVector, PutVectorsCommand } from "@aws-sdk/client-s3vectors";
import { type IndexableDocument, toVectorMetadata } from "../../embedding/index/carried-metadata";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";

/** The most vectors that one call puts or deletes, and the most bytes of JSON: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxVectorsPerCall = 500;
export const maxBytesPerCall = 20 * 1_024 * 1_024;

/**
 * Puts the vectors of up to 500 stored embeddings into an index, in place of those of the same ids. Throws 503 or 504; then
 * some may be in it and some not.
 */
export async function putVectors(
  documents: readonly IndexableDocument[],
  index: Index,
  context: CallContext,
): Promise<void> {
  await sendVectors(
    documents.map((document) => toVector(document).vector),
    index,
    context,
  );
}

/** {@link putVectors}, of vectors that {@link toVector} has made. */
export async function sendVectors(vectors: PutInputVector[], index: Index, context: CallContext): Promise<void> {
  await index.send(new PutVectorsCommand({ indexArn: index.arn, vectors }), context);
}

/** The vector of an embedding as an index takes it, and what of the embedding it does not carry. */
export function toVector(document: IndexableDocument): {
  readonly vector: PutInputVector;
  readonly leftOut: readonly string[];
} {
  const { metadata, leftOut } = toVectorMetadata(document);
  return { vector: { key: document.id, data: { float32: [...document.embedding] }, metadata }, leftOut };
}
