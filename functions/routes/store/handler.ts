import { computedFields, newDocument } from "../../../embedding/document";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { createsOnly, jsonBody } from "../../http/validation";
import { model, requireDimension } from "../../settings/model";
import { store } from "../../settings/store";
import { requireIndexable } from "../../storage/require-indexable";
import { storeEmbedding } from "../../storage/store-embeddings";
import { storeRequest } from "./request";
import type { StoreResponse } from "./response";

/** `POST /embeddings/store`: stores a vector that was computed elsewhere. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id: id, text, embedding: vector, metadata } = jsonBody(event, storeRequest);
  requireDimension(vector);
  requireIndexable({ embedding: vector, metadata }, store.index, model);
  const document = newDocument({ id, text, metadata }, computedFields(vector));
  const { key, indexed } = await storeEmbedding(document, { createOnly: createsOnly(event, true) }, store, context);
  return jsonResponse({
    success: true,
    s3_key: key,
    bucket: store.bucket.name,
    indexed,
  } satisfies StoreResponse);
});
