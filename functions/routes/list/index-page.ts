import { embeddingId } from "../../../embedding/embedding-id";
import { toEmbeddingError } from "../../../embedding/errors";
import { shortFloats } from "../../../embedding/float-text";
import { fromVectorMetadata } from "../../../embedding/index/carried-metadata";
import { objectKey } from "../../../embedding/object-key";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";
import { answerRoom } from "../../http/answer-room";
import type { RequestContext } from "../../http/request-context";
import { type ListedVector, type ListVectorsArgs, listVectors, type VectorPage } from "../../storage/list-vectors";
import { readDocuments } from "../search/read-documents";
import { includedContents } from "./contents";
import { cursorRefused, decodeCursor, encodeCursor } from "./cursor";
import type { ListedStore } from "./list-page";
import { fittingListed } from "./page-room";
import type { ListQuery } from "./request";
import type { ListedEmbedding, ListResponse } from "./response";

/** Where a list goes through an index: the bucket has what that does not carry. */
export interface IndexedStore extends ListedStore {
  readonly index: Index;
}

/** No more is begun with less than this left, in milliseconds, but for the first. */
const leastTimeMs = 5_000;

/**
 * A page of the embeddings in an index with what that holds, in its own order, which ends early where there is no more room
 * or time. Throws 422 for a cursor of another list or one that the index no longer knows, 503 or 504.
 */
export async function indexPage(query: ListQuery, store: IndexedStore, context: RequestContext): Promise<ListResponse> {
  const { limit, cursor, include } = query;
  const { index, bucket, storeId } = store;
  const list = { bucket: bucket.name, of: [index.arn, ...include.toSorted()] };
  const returned = {
    returnData: include.includes("embedding"),
    returnMetadata: include.includes("text") || include.includes("metadata"),
  };
  const read: ListedEmbedding[] = [];
  let token = cursor ? decodeCursor(cursor, list) : undefined;
  let leftBytes = answerRoom;
  let count = limit;
  let isFull = false;
  while (count > 0) {
    const page = await pageOf({ token, limit: count, ...returned }, index, context);
    const found = await withContents(page.vectors, query, bucket, context);
    const { parts: embeddings, bytes } = fittingListed(found, leftBytes, context);
    const firstLeft = found[embeddings.length];
    if (firstLeft) {
      // Asked for again, for only the end of a page has a token.
      count = page.vectors.findIndex(({ key }) => key === firstLeft.id);
      isFull = true;
      continue;
    }
    read.push(...embeddings);
    leftBytes -= bytes;
    token = page.nextToken;
    if (token === undefined || isFull || context.remainingTimeMs() <= leastTimeMs) break;
    count = limit - read.length;
  }
  return {
    embeddings: read,
    store_id: storeId,
    next_cursor: token === undefined ? null : encodeCursor(token, list),
  };
}

async function pageOf(args: ListVectorsArgs, index: Index, context: RequestContext): Promise<VectorPage> {
  try {
    return await listVectors(args, index, context);
  } catch (error) {
    // All else of the request is known to be valid.
    const { code, cause } = toEmbeddingError(error);
    if (code !== "internal_error" || args.token === undefined) throw error;
    throw cursorRefused("is one that the vector index no longer knows: start again from the first page", { cause });
  }
}

/**
 * The embeddings of vectors, with what these carry. A text that is too long for a vector to carry is read from the object,
 * and where that is gone or corrupt, the embedding says so.
 */
async function withContents(
  vectors: readonly ListedVector[],
  query: ListQuery,
  bucket: Bucket,
  context: RequestContext,
): Promise<ListedEmbedding[]> {
  const carried = vectors
    // Other tools may have put vectors of no embedding.
    .filter(({ key }) => embeddingId.safeParse(key).success)
    .map(({ key, data, metadata }) => ({ id: key, data, ...fromVectorMetadata(metadata) }));
  const unread = query.include.includes("text") ? carried.filter(({ text }) => text === undefined) : [];
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    bucket,
    context,
  );
  return carried.map(({ id, data, text, metadata }) => {
    const { document, error } = documents.get(id) ?? {};
    const embedding = data && (query.encoding === "base64" ? data : shortFloats(data));
    const contents = { id, text: text ?? document?.text, metadata, embedding, error };
    return { id, s3_key: objectKey(id), ...includedContents(contents, query, context) };
  });
}
