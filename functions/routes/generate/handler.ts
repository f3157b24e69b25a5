import { countCharacters } from "../../../embedding/text";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs } from "../../http/request-context";
import { createsOnly, jsonBody } from "../../http/validation";
import { modelId, resolveDimension } from "../../settings/configured-model";
import { requireIndexable } from "../../settings/requested-index";
import { generateEmbedding } from "../../storage/generate-embedding";
import { indexEmbeddings } from "../../storage/index-embeddings";
import { generateRequest } from "./request";
import type { GenerateResponse } from "./response";

/** `POST /embeddings/generate`: embeds a text and, where asked, stores the result. */
export const handler = httpHandler(async (event, context) => {
  const {
    text,
    store_in_s3 = false,
    embedding_id = null,
    dimensions,
    normalize,
    metadata,
  } = jsonBody(event, generateRequest);
  const dimension = resolveDimension(dimensions);
  const createOnly = createsOnly(event, store_in_s3);
  const storeAs = store_in_s3 ? embedding_id : null;
  if (store_in_s3) requireIndexable({ dimensions: dimension, metadata });
  const { vector, inputTokenCount, s3Key, document } = await generateEmbedding(
    { text, dimension, normalize, storeAs, createOnly, metadata },
    context,
  );
  const indexed = await indexEmbeddings(document ? [document] : [], context);
  return jsonResponse({
    embedding: vector,
    dimension,
    model: modelId,
    text_length: countCharacters(text),
    input_token_count: inputTokenCount,
    processing_time_ms: elapsedMs(context),
    stored_in_s3: s3Key !== null,
    s3_key: s3Key,
    indexed,
  } satisfies GenerateResponse);
});
