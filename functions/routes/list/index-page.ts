import type { Index } from "../../aws/s3-vectors";
import { decodeCursor, encodeCursor } from "../../fields/cursor";
import { fromToken } from "../../fields/from-token";
import { answerRoom } from "../../http/answer-room";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { listVectors } from "../../storage/list-vectors";
import { isTaken } from "../../storage/walk-vectors";
import { type ListedStore, listRequest } from "./list-page";
import { fittingListed } from "./page-room";
import type { ListQuery } from "./request";
import type { ListedEmbedding, ListResponse } from "./response";
import { vectorContents } from "./vector-contents";

/** Where a list goes through an index: the bucket has what that does not carry. */
export interface IndexedStore extends ListedStore {
  readonly index: Index;
}

/**
 * A page of the embeddings in an index with what that holds, in its own order, which ends early where there is no more room
 * or time. Throws 422 for a cursor of another list or one that the index no longer knows, 503 or 504.
 */
export async function indexPage(query: ListQuery, store: IndexedStore, context: RequestContext): Promise<ListResponse> {
  const { limit, cursor, include } = query;
  const { index, bucket, storeId } = store;
  const list = { bucket: bucket.name, of: [index.arn, ...include.toSorted()], request: listRequest };
  // Also where it is not included, what a vector carries says whether its embedding has expired.
  const returned = { returnData: include.includes("embedding"), returnMetadata: true };
  const read: ListedEmbedding[] = [];
  let token = cursor ? decodeCursor(cursor, list) : undefined;
  let leftBytes = answerRoom;
  let count = limit;
  let isFull = false;
  while (count > 0) {
    const args = { token, limit: count, ...returned };
    const page = await fromToken(token, () => listVectors(args, index, context));
    const asOf = new Date();
    const taken = page.vectors.filter((vector) => isTaken(vector, { filter: undefined, asOf }));
    const found = await vectorContents(taken, query, bucket, context);
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
    if (token === undefined || isFull || !hasTime(context)) break;
    count = limit - read.length;
  }
  return {
    embeddings: read,
    store_id: storeId,
    next_cursor: token === undefined ? null : encodeCursor(token, list),
  };
}
