import { settle } from "../../../embedding/outcome";
import { allEnded } from "../../aws/all-ended";
import type { Index } from "../../aws/s3-vectors";
import { decodeCursor, encodeCursor } from "../../fields/cursor";
import { filterNeedsIndex } from "../../fields/filter-fields";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { type Counting, type Counts, countedVectors, countObjects, countVectors, noCounts } from "./counting";
import type { ListedStore } from "./list-page";
import type { StatsRequest } from "./stats-request";
import type { StatsResponse } from "./stats-response";

/**
 * Counts the stored objects and the vectors, page by page and both at the same time, for as long as there is time. Throws 422
 * for a cursor of another request, and 503 or 504 where nothing has been counted.
 */
export async function countStored(
  { prefix = "", filter, cursor }: StatsRequest,
  store: ListedStore & { readonly index: Index | undefined },
  context: RequestContext,
): Promise<StatsResponse> {
  const { bucket, index, storeId } = store;
  if (filter && !index) throw filterNeedsIndex();
  const of = ["stats", index?.arn ?? "", JSON.stringify([prefix, filter])];
  const list = { bucket: bucket.name, of, request: "the same request" };
  const counting: Counting = { prefix, filter, bucket, index };
  let counts: Counts = cursor ? JSON.parse(decodeCursor(cursor, list)) : noCounts(counting);
  let isFirst = true;
  while (isFirst || (!isComplete(counts) && hasTime(context))) {
    const before = counts;
    const { value, error } = await settle(async () => {
      const [objects, vectors] = await allEnded([
        countObjects(before.objects, counting, context),
        countVectors(before.vectors, counting, context),
      ]);
      return { objects, vectors };
    });
    // What has been counted is said; who goes on is told of the error, if it is still one.
    if (error && isFirst) throw error;
    if (!value) break;
    counts = value;
    isFirst = false;
  }
  const { objects, vectors } = counts;
  const complete = isComplete(counts);
  return {
    objects: objects && { count: objects.count, size_bytes: objects.bytes },
    vectors: vectors && countedVectors(vectors),
    complete,
    store_id: storeId,
    next_cursor: complete ? null : encodeCursor(JSON.stringify(counts), list),
  };
}

function isComplete({ objects, vectors }: Counts): boolean {
  return (objects?.next ?? null) === null && (vectors?.tokens.every((token) => token === null) ?? true);
}
