import { httpHandler, jsonResponse } from "../../http/http-handler";
import { validate } from "../../http/validation";
import { listEmbeddings } from "../../storage/list-embeddings";
import { decodeCursor, encodeCursor } from "./cursor";
import { listQuery } from "./request";
import type { ListResponse } from "./response";

/** `GET /embeddings`: the ids of the stored embeddings, page by page. */
export const handler = httpHandler(async (event, context) => {
  const { limit, cursor, prefix } = validate(listQuery, event.queryStringParameters ?? {});
  const after = cursor === undefined ? undefined : decodeCursor(cursor, prefix);
  const { embeddings, last } = await listEmbeddings({ prefix, after, limit }, context);
  return jsonResponse({
    embeddings,
    next_cursor: last === undefined ? null : encodeCursor(last, prefix),
  } satisfies ListResponse);
});
