import { decodeCursor, encodeCursor } from "./cursor";
import { listEmbeddings } from "./embedding-store";
import { httpHandler, jsonResponse } from "./http";
import { type ListResponse, listQuery } from "./schemas/list";
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
