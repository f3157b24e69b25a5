import { generatedFields, newDocument } from "../../../embedding/document";
import { countCharacters } from "../../../embedding/text";
import { embedText } from "../../aws/embed-texts";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs } from "../../http/request-context";
import { requireTextLengths } from "../../http/text-lengths";
import { createsOnly, jsonBody } from "../../http/validation";
import { bedrock } from "../../settings/bedrock";
import { model, resolveDimension } from "../../settings/model";
import { store } from "../../settings/store";
import { requireIndexable } from "../../storage/require-indexable";
import { storeEmbedding } from "../../storage/store-embeddings";
import { generateRequest } from "./request";
import type { GenerateResponse } from "./response";

/** `POST /embeddings/generate`: embeds a text and, where asked, stores the result. */
export const handler = httpHandler(async (event, context) => {
  const request = jsonBody(event, generateRequest);
  const { text, store_in_s3 = false, embedding_id, input_type: purpose, normalize, truncate, metadata } = request;
  const dimension = resolveDimension(request.dimensions);
  const createOnly = createsOnly(event, store_in_s3);
  requireTextLengths({ text }, truncate, model.adapter);
  if (store_in_s3) requireIndexable({ dimensions: dimension, metadata }, store.index, model);

  const embedded = await embedText(text, { dimension, purpose, normalize, truncate }, bedrock, context);
  const stored =
    store_in_s3 && embedding_id !== undefined
      ? await storeEmbedding(
          newDocument({ id: embedding_id, text, metadata }, generatedFields({ ...embedded, model: model.id })),
          { createOnly },
          store,
          context,
        )
      : undefined;
  return jsonResponse({
    embedding: embedded.vector,
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
  } satisfies GenerateResponse);
});
