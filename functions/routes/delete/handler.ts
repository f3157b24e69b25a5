import { embeddingPath } from "../../../embedding/embedding-id";
import { refuseConditions } from "../../http/conditions";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { validate } from "../../http/validation";
import { store } from "../../settings/store";
import { deleteEmbedding } from "../../storage/delete-embedding";
import type { DeleteResponse } from "./response";

/** `DELETE /embeddings/{embedding_id}`: deletes a stored embedding. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id } = validate(embeddingPath, event.pathParameters ?? {}, "path");
  refuseConditions(event);
  await deleteEmbedding(embedding_id, store, context);
  return jsonResponse({
    success: true,
    embedding_id,
    message: `The embedding "${embedding_id}" was deleted.`,
  } satisfies DeleteResponse);
});
