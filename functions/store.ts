import { dimensionOf } from "./configured-model";
import { httpHandler, jsonResponse } from "./http";
import { indexEmbeddings } from "./index-embeddings";
import { requireIndexable } from "./requested-index";
import { bucket } from "./s3";
import { storeRequest } from "./schemas/requests/store";
import type { StoreResponse } from "./schemas/responses/store";
import { storeEmbedding } from "./store-embedding";
import { hasUnitLength } from "./unit-length";
import { createsOnly, jsonBody } from "./validation";

/** `POST /embeddings/store`: stores a vector that was computed elsewhere. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id, text, embedding, metadata } = jsonBody(event, storeRequest);
  const dimension = dimensionOf(embedding);
  requireIndexable({ embedding, metadata });
  const document = {
    id: embedding_id,
    text,
    embedding,
    dimension,
    model: null,
    input_token_count: null,
    normalized: hasUnitLength(embedding),
    metadata,
    created_at: new Date().toISOString(),
  };
  const s3Key = await storeEmbedding(document, { createOnly: createsOnly(event, true) }, context);
  const indexed = await indexEmbeddings([document], context);
  return jsonResponse({ success: true, s3_key: s3Key, bucket, indexed } satisfies StoreResponse);
});
