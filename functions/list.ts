import { decodeCursor, encodeCursor } from "./cursor";
import { httpHandler, jsonResponse } from "./http";
import { listEmbeddings } from "./list-embeddings";
import { listQuery } from "./schemas/requests/list";
import type { ListResponse } from "./schemas/responses/list";
import { validate } from "./validation";

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
