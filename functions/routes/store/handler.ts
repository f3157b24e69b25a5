import { computedElsewhere, computedFields, newDocument } from "../../../embedding/document";
import { embeddingPath } from "../../../embedding/embedding-id";
import { onlyValue } from "../../../embedding/outcome";
import { createsOnly, expectedState } from "../../fields/conditions";
import { byMethod } from "../../http/by-method";
import { type Handle, httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody, validate } from "../../http/validation";
import { model, requireDimension } from "../../settings/model";
import { store } from "../../settings/store";
import { findUnchanged } from "../../storage/find-unchanged";
import { requireIndexable } from "../../storage/require-indexable";
import { storeEmbedding } from "../../storage/store-embeddings";
import { updateEmbedding } from "../../storage/update-embedding";
import { storeRequest } from "./request";
import type { StoreResponse } from "./response";
import { updateRequest } from "./update-request";
import type { UpdateResponse } from "./update-response";

/** Stores a vector that was computed elsewhere. */
const storeVector: Handle = async (event, context) => {
  const request = jsonBody(event, storeRequest);
  const { embedding_id: id, text, embedding, metadata, expires_at, if_changed: ifChanged } = request;
  requireDimension(embedding);
  const createOnly = createsOnly(event, { stores: true, ifChanged });
  requireIndexable({ embedding, metadata, expires_at }, store.index, model);

  const content = { id, text, metadata, expires_at };
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
  const body: StoreResponse = {
    success: true,
    s3_key: stored.key,
    bucket: store.bucket.name,
    indexed: stored.indexed,
    unchanged: stored.unchanged,
    ...(request.return_embedding ? { embedding } : {}),
  };
  return { ...jsonResponse(body), headers: { etag: stored.etag } };
};

/** Changes the metadata of what is stored, or when it expires: it keeps its text and its vector. */
const updateStored: Handle = async (event, context) => {
  const { embedding_id: id } = validate(embeddingPath, event.pathParameters ?? {}, "path");
  const { expires_at, ...others } = jsonBody(event, updateRequest);
  const changes = { ...others, ...(expires_at === undefined ? {} : { expires_at: expires_at ?? undefined }) };
  const isExpected = expectedState(event);
  requireIndexable(changes, store.index, model);

  const { key, etag, indexed } = await updateEmbedding({ id, changes, isExpected }, store, context);
  const body: UpdateResponse = { success: true, embedding_id: id, s3_key: key, indexed };
  return { ...jsonResponse(body), headers: { etag } };
};

/** `POST /embeddings/store` and `PATCH /embeddings/{embedding_id}`. */
export const handler = httpHandler(byMethod({ POST: storeVector, PATCH: updateStored }));
