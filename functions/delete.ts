import { deleteEmbedding } from "./delete-embedding";
import { httpHandler, jsonResponse } from "./http";
import { embeddingPath } from "./schemas/embedding-id";
import type { DeleteResponse } from "./schemas/responses/delete";
import { validate } from "./validation";

/** `DELETE /embeddings/{embedding_id}`: deletes a stored embedding. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id } = validate(embeddingPath, event.pathParameters ?? {});
  await deleteEmbedding(embedding_id, context);
  return jsonResponse({
    success: true,
    embedding_id,
    message: `The embedding "${embedding_id}" was deleted.`,
  } satisfies DeleteResponse);
});
