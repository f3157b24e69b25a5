import { dimensionOf } from "./configured-model";
import { httpHandler, jsonResponse } from "./http";
import { putEmbedding } from "./put-embedding";
import { bucket } from "./s3";
import { storeRequest } from "./schemas/requests/store";
import type { StoreResponse } from "./schemas/responses/store";
import { createsOnly, jsonBody } from "./validation";

/** `POST /embeddings/store`: stores a vector that was computed elsewhere. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id, text, embedding, metadata } = jsonBody(event, storeRequest);
  const s3Key = await putEmbedding(
    {
      id: embedding_id,
      text,
      embedding,
      dimension: dimensionOf(embedding),
      model: null,
      input_token_count: null,
      metadata,
      created_at: new Date().toISOString(),
    },
    { createOnly: createsOnly(event, true) },
    context,
  );
  return jsonResponse({ success: true, s3_key: s3Key, bucket } satisfies StoreResponse);
});
