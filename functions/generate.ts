import { modelId, resolveDimension } from "./configured-model";
import { generateEmbedding } from "./generate-embedding";
import { httpHandler, jsonResponse } from "./http";
import { indexEmbeddings } from "./index-embeddings";
import { elapsedMs } from "./request-context";
import { requireIndexable } from "./requested-index";
import { generateRequest } from "./schemas/requests/generate";
import type { GenerateResponse } from "./schemas/responses/generate";
import { countCharacters } from "./schemas/text";
import { createsOnly, jsonBody } from "./validation";

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
