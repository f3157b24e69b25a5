import { shortFloats } from "../../../embedding/float-text";
import { fromVectorMetadata } from "../../../embedding/index/carried-metadata";
import { objectKey } from "../../../embedding/object-key";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";
import { answerRoom } from "../../http/answer-room";
import { decodeCursor, encodeCursor } from "../../http/cursor";
import { fromToken } from "../../http/from-token";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { type ListedVector, listVectors } from "../../storage/list-vectors";
import { isTaken } from "../../storage/walk-vectors";
import { readDocuments } from "../search/read-documents";
import { includedContents } from "./contents";
import { type ListedStore, listRequest } from "./list-page";
import { fittingListed } from "./page-room";
import type { ListQuery } from "./request";
import type { ListedEmbedding, ListResponse } from "./response";

/** Where a list goes through an index: the bucket has what that does not carry. */
export interface IndexedStore extends ListedStore {
  readonly index: Index;
}

/** How many vectors are read at once to find those that a filter takes, however few are wanted. */
const walkedAtOnce = 1_000;

/**
 * A page of the embeddings in an index with what that holds, in its own order, which ends early where there is no more room
 * or time. With a filter all of the index is read, for it lists by none. Throws 422 for a cursor of another list or one that the index no longer knows, 503 or 504.
 */
export async function indexPage(query: ListQuery, store: IndexedStore, context: RequestContext): Promise<ListResponse> {
  const { limit, cursor, include, prefix, filter } = query;
  const { index, bucket, storeId } = store;
  const walk = filter ? [JSON.stringify([prefix, filter])] : [];
  const list = { bucket: bucket.name, of: [index.arn, ...include.toSorted(), ...walk], request: listRequest };
  // Also where it is not included, what a vector carries says whether its embedding has expired.
  const returned = { returnData: include.includes("embedding"), returnMetadata: true };
  const read: ListedEmbedding[] = [];
  let token = cursor ? decodeCursor(cursor, list) : undefined;
  let leftBytes = answerRoom;
  let count = filter ? walkedAtOnce : limit;
  let isFull = false;
  while (count > 0) {
    const args = { token, limit: count, ...returned };
    const page = await fromToken(token, () => listVectors(args, index, context));
    const found = await withContents(taken(page.vectors, query, limit - read.length), query, bucket, context);
    const { parts: embeddings, bytes } = fittingListed(found.slice(0, limit - read.length), leftBytes, context);
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
    if (token === undefined || isFull || !hasTime(context)) break;
    count = filter ? walkedAtOnce : limit - read.length;
    if (read.length === limit) break;
  }
  return {
    embeddings: read,
    store_id: storeId,
    next_cursor: token === undefined ? null : encodeCursor(token, list),
  };
}

/**
 * Those of the vectors that are of embeddings that have not expired, and that a filter takes, one more than are wanted: the
 * position of that is where the next page starts.
 */
function taken(vectors: readonly ListedVector[], { prefix, filter }: ListQuery, wanted: number): ListedVector[] {
  const asOf = new Date();
  return vectors
    .filter((vector) => vector.key.startsWith(prefix) && isTaken(vector, { filter, asOf }))
    .slice(0, wanted + 1);
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
  const carried = vectors.map(({ key, data, metadata }) => ({ id: key, data, ...fromVectorMetadata(metadata) }));
  const unread = query.include.includes("text") ? carried.filter(({ text }) => text === undefined) : [];
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    bucket,
    context,
  );
  return carried.map(({ id, data, text, metadata, expires_at }) => {
    const { document, error } = documents.get(id) ?? {};
    const embedding = data && (query.encoding === "base64" ? data : shortFloats(data));
    const contents = { id, text: text ?? document?.text, metadata, expires_at, embedding, error };
    return { id, s3_key: objectKey(id), ...includedContents(contents, query, context) };
  });
}
