import { generatedFields, newDocument } from "../../../embedding/document";
import { onlyValue } from "../../../embedding/outcome";
import { countCharacters } from "../../../embedding/text";
import { embedText } from "../../aws/embed-texts";
import { createsOnly } from "../../fields/conditions";
import { requireTextLengths } from "../../fields/text-lengths";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs } from "../../http/request-context";
import { jsonBody } from "../../http/validation";
import { invocable } from "../../settings/bedrock";
import { resolveDimension } from "../../settings/model";
import { requireOwnModel, resolveModel } from "../../settings/models";
import { store } from "../../settings/store";
import { findUnchanged } from "../../storage/find-unchanged";
import { requireIndexable } from "../../storage/require-indexable";
import { storeEmbedding } from "../../storage/store-embeddings";
import { generateRequest } from "./request";
import type { GenerateResponse } from "./response";

/** `POST /embeddings/generate`: embeds a text and, where asked, stores the result. */
export const handler = httpHandler(async (event, context) => {
  const request = jsonBody(event, generateRequest);
  const { text, embedding_id = "", input_type: purpose, normalize, truncate, metadata, expires_at } = request;
  const { store_in_s3: stores = false, if_changed: ifChanged } = request;
  const model = resolveModel(request.model);
  if (stores) requireOwnModel(model);
  const dimension = resolveDimension(request.dimensions, model);
  const createOnly = createsOnly(event, { stores, ifChanged });
  requireTextLengths({ text }, truncate, model.adapter);
  if (stores) requireIndexable({ dimensions: dimension, metadata, expires_at }, store.index, model);

  const content = { id: embedding_id, text, metadata, expires_at };
  const made = { model: model.id, input_type: purpose, normalize };
  const candidate = { ...content, ...made, dimension, truncate };
  const found = ifChanged ? onlyValue(await findUnchanged([candidate], store, context)) : undefined;
  const args = { dimension, purpose, normalize, truncate };
  const embedded = found ?? (await embedText(text, args, invocable(model), context));
  const document = () => newDocument(content, generatedFields({ ...embedded, ...made, text }));
  const stored =
    found?.stored ?? (stores ? await storeEmbedding(document(), { createOnly }, store, context) : undefined);
  context.unchanged = found?.stored ? 1 : 0;
  const response = jsonResponse({
    ...(request.return_embedding ? { embedding: embedded.vector } : {}),
    dimension,
    model: model.id,
    input_type: purpose,
    text_length: countCharacters(text),
    truncated: embedded.truncated,
    input_token_count: embedded.inputTokens ?? null,
    processing_time_ms: elapsedMs(context),
    stored_in_s3: stored !== undefined,
    s3_key: stored?.key ?? null,
    indexed: stored?.indexed ?? false,
    unchanged: stored?.unchanged ?? false,
  } satisfies GenerateResponse);
  return stored ? { ...response, headers: { etag: stored.etag } } : response;
});
