import * as z from "zod";
import { dimensions, embeddingId, metadata, storeInS3, text, vector } from "./embedding";

/** The body of `POST /embeddings/generate`. */
export const generateRequest = z
  .strictObject({
    text,
    store_in_s3: storeInS3,
    embedding_id: embeddingId.optional().meta({ description: "Where to keep it; required with store_in_s3" }),
    dimensions: dimensions.optional(),
    normalize: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .meta({ description: "Whether the vector has unit length" }),
    metadata: metadata.optional(),
  })
  .refine((request) => !request.store_in_s3 || request.embedding_id !== undefined, {
    error: "is required with store_in_s3",
    path: ["embedding_id"],
  })
  .meta({ id: "GenerateRequest" });

/** The answer of `POST /embeddings/generate`. */
export const generateResponse = z
  .object({
    embedding: vector,
    dimension: z.int().meta({ description: "The vector's length" }),
    model: z.string().meta({ description: "The Bedrock model id" }),
    text_length: z.int().meta({ description: "The text's length in characters" }),
    input_token_count: z.int().meta({ description: "The text's length in the model's tokens" }),
    processing_time_ms: z.number().meta({ description: "The function's time for this request, in milliseconds" }),
    stored_in_s3: z.boolean().meta({ description: "Whether the embedding was kept" }),
    s3_key: z.string().nullable().meta({ description: "The key of the stored object, or null" }),
  })
  .meta({ id: "GenerateResponse" });

export type GenerateResponse = z.infer<typeof generateResponse>;
