import type { Bucket } from "../../aws/s3";
import { decodeCursor, encodeCursor } from "../../fields/cursor";
import type { RequestContext } from "../../http/request-context";
import { listEmbeddings } from "../../storage/list-embeddings";
import type { ListQuery } from "./request";
import type { ListResponse } from "./response";

/** What the requests for the pages of a list have in common. */
export const listRequest = "the same prefix, include and filter";

/** What a list is made of. */
export interface ListedStore {
  readonly bucket: Bucket;
  /** Names it. */
  readonly storeId: string;
}

/** A page of the ids of the stored embeddings. Throws 422 for a cursor of another list, 503 or 504. */
export async function listPage(
  { limit, cursor, prefix }: Pick<ListQuery, "limit" | "cursor" | "prefix">,
  { bucket, storeId }: ListedStore,
  context: RequestContext,
): Promise<ListResponse> {
  const list = { bucket: bucket.name, of: [prefix], request: listRequest };
  const after = cursor ? decodeCursor(cursor, list) : undefined;
  const { embeddings, last } = await listEmbeddings({ prefix, after, limit }, bucket, context);
  return {
    embeddings: embeddings.map(({ id, key, sizeBytes, lastModified }) => ({
      id,
      s3_key: key,
      size_bytes: sizeBytes,
      last_modified: lastModified.toISOString(),
    })),
    store_id: storeId,
    next_cursor: last === undefined ? null : encodeCursor(last, list),
  };
}
