import { computedElsewhere, computedFields, newDocument } from "../../../embedding/document";
import { onlyValue } from "../../../embedding/outcome";
import { createsOnly } from "../../http/conditions";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody } from "../../http/validation";
import { model, requireDimension } from "../../settings/model";
import { store } from "../../settings/store";
import { findUnchanged } from "../../storage/find-unchanged";
import { requireIndexable } from "../../storage/require-indexable";
import { storeEmbedding } from "../../storage/store-embeddings";
import { storeRequest } from "./request";
import type { StoreResponse } from "./response";

/** `POST /embeddings/store`: stores a vector that was computed elsewhere. */
export const handler = httpHandler(async (event, context) => {
  const request = jsonBody(event, storeRequest);
  const { embedding_id: id, text, embedding, metadata, if_changed: ifChanged } = request;
  requireDimension(embedding);
  const createOnly = createsOnly(event, { stores: true, ifChanged });
  requireIndexable({ embedding, metadata }, store.index, model);

  const content = { id, text, metadata };
  const candidate = {
    ...computedElsewhere,
    ...content,
    embedding,
    dimension: embedding.length,
    truncate: "none",
  } as const;
  const found = ifChanged ? onlyValue(await findUnchanged([candidate], store, context)) : undefined;
  const document = () => newDocument(content, computedFields(text, embedding));
  const stored = found?.stored ?? (await storeEmbedding(document(), { createOnly }, store, context));
  context.unchanged = found?.stored ? 1 : 0;
  return jsonResponse({
    success: true,
    s3_key: stored.key,
    bucket: store.bucket.name,
    indexed: stored.indexed,
    unchanged: stored.unchanged,
    ...(request.return_embedding ? { embedding } : {}),
  } satisfies StoreResponse);
});
