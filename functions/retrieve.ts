import { getEmbedding } from "./embedding-store";
import { httpHandler, validate } from "./http";
import { embeddingPath } from "./schemas";

/** `GET /embeddings/{embedding_id}`: the stored document. */
export const handler = httpHandler(async ({ event, signal }) =>
  getEmbedding(validate(embeddingPath, event.pathParameters ?? {}).embedding_id, signal),
);
