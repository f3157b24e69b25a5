import { httpHandler, jsonResponse } from "../../http/http-handler";
import { queryOf } from "../../http/unused-input";
import { validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { storeId } from "../../settings/store-id";
import { listEmbeddings } from "../../storage/list-embeddings";
import { decodeCursor, encodeCursor } from "./cursor";
import { listQuery } from "./request";
import type { ListResponse } from "./response";

/** `GET /embeddings`: the ids of the stored embeddings, page by page. */
export const handler = httpHandler(
  async (event, context) => {
    const { limit, cursor, prefix } = validate(listQuery, queryOf(event), "query");
    const list = { bucket: bucket.name, prefix };
    const after = cursor ? decodeCursor(cursor, list) : undefined;
    const { embeddings, last } = await listEmbeddings({ prefix, after, limit }, bucket, context);
    return jsonResponse({
      embeddings: embeddings.map(({ id, key, sizeBytes, lastModified }) => ({
        id,
        s3_key: key,
        size_bytes: sizeBytes,
        last_modified: lastModified.toISOString(),
      })),
      store_id: storeId,
      next_cursor: last === undefined ? null : encodeCursor(last, list),
    } satisfies ListResponse);
  },
  { takes: "query" },
);
