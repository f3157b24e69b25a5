import { hasUnitLength } from "../../../embedding/unit-length";
import { bucket } from "../../aws/s3";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { createsOnly, jsonBody } from "../../http/validation";
import { dimensionOf } from "../../settings/configured-model";
import { requireIndexable } from "../../settings/requested-index";
import { indexEmbeddings } from "../../storage/index-embeddings";
import { storeEmbedding } from "../../storage/store-embedding";
import { storeRequest } from "./request";
import type { StoreResponse } from "./response";

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
