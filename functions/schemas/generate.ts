import * as z from "zod/mini";
import { dimensions, embeddingId, metadata, storeInS3, text, vector } from "./embedding";

/** The body of `POST /embeddings/generate`. */
export const generateRequest = z
  .strictObject({
    text,
    store_in_s3: storeInS3,
    embedding_id: z.optional(embeddingId).check(z.describe("Where to keep it; required with store_in_s3")),
    dimensions: z.optional(dimensions),
    normalize: z
      ._default(z.boolean({ error: "must be true or false" }), true)
      .check(z.describe("Whether the vector has unit length")),
    metadata: z.optional(metadata),
  })
  .check(
    z.refine((request) => !request.store_in_s3 || request.embedding_id !== undefined, {
      error: "is required with store_in_s3",
      path: ["embedding_id"],
    }),
    z.meta({ id: "GenerateRequest" }),
  );

/** The answer of `POST /embeddings/generate`. */
export const generateResponse = z
  .object({
    embedding: vector,
    dimension: z.int().check(z.describe("The vector's length")),
    model: z.string().check(z.describe("The Bedrock model id")),
    text_length: z.int().check(z.describe("The text's length in characters")),
    input_token_count: z.int().check(z.describe("The text's length in the model's tokens")),
    processing_time_ms: z.number().check(z.describe("The function's time for this request, in milliseconds")),
    stored_in_s3: z.boolean().check(z.describe("Whether the embedding was kept")),
    s3_key: z.nullable(z.string()).check(z.describe("The key of the stored object, or null")),
  })
  .check(z.meta({ id: "GenerateResponse" }));

export type GenerateResponse = z.infer<typeof generateResponse>;
