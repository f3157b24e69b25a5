import { embed, modelId, resolveDimension } from "./bedrock";
import { putEmbedding } from "./embedding-store";
import { httpHandler, jsonBody } from "./http";
import { countCharacters, type GenerateResponse, generateRequest } from "./schemas";

/** `POST /embeddings/generate`: embeds a text and, where asked, stores the result. */
export const handler = httpHandler(async ({ event, signal }) => {
  const start = performance.now();
  const { text, store_in_s3, embedding_id, dimensions, normalize } = jsonBody(event, generateRequest);
  const dimension = resolveDimension(dimensions);

  const { vector, inputTokenCount } = await embed({ text, dimension, normalize }, signal);
  const s3Key =
    store_in_s3 && embedding_id !== undefined
      ? await putEmbedding(
          {
            id: embedding_id,
            text,
            embedding: [...vector],
            dimension,
            model: modelId,
            input_token_count: inputTokenCount,
            created_at: new Date().toISOString(),
          },
          signal,
        )
      : null;

  return JSON.stringify({
    embedding: [...vector],
    dimension,
    model: modelId,
    text_length: countCharacters(text),
    input_token_count: inputTokenCount,
    processing_time_ms: Math.round((performance.now() - start) * 100) / 100,
    stored_in_s3: s3Key !== null,
    s3_key: s3Key,
  } satisfies GenerateResponse);
});
