import * as z from "zod";

/** The longest text that Titan takes, in characters: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
const maxTextCharacters = 50_000;

/** A text to embed: 1 to 50,000 characters (code points), not blank, without lone surrogates. */
export const text = z
  .string({ error: "must be a string" })
  .refine((value) => value.trim() !== "", { error: "must not be blank", abort: true })
  .refine((value) => value.isWellFormed(), {
    error: "must be valid Unicode: it holds half of a surrogate pair",
    abort: true,
  })
  .refine((value) => countCharacters(value) <= maxTextCharacters, {
    error: ({ input }) =>
      `must have at most ${maxTextCharacters} characters and has ${countCharacters(String(input))}: split it`,
  })
  .describe("The text to embed");

/** An embedding's id, safe as part of an object key and of a URL. */
export const embeddingId = z
  .string({ error: "must be a string" })
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,255}$/, {
    error: "must be 1 to 256 letters, digits or . _ : @ = + - and start with a letter or digit",
  })
  .describe("Names the embedding");

/** The path parameters of `/embeddings/{embedding_id}`. */
export const embeddingPath = z.object({ embedding_id: embeddingId });

/** The body of `POST /embeddings/generate`. */
export const generateRequest = z
  .strictObject({
    text,
    store_in_s3: z.boolean({ error: "must be true or false" }).default(false).describe("Whether to keep the embedding"),
    embedding_id: embeddingId.optional().describe("Where to keep it; required with store_in_s3"),
    dimensions: z
      .literal([256, 512, 1024], { error: "must be 256, 512 or 1024" })
      .optional()
      .describe("The vector's length; by default the longest that the model offers"),
    normalize: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .describe("Whether the vector has unit length"),
  })
  .refine((request) => !request.store_in_s3 || request.embedding_id !== undefined, {
    error: "is required with store_in_s3",
    path: ["embedding_id"],
  });

/** The answer of `POST /embeddings/generate`. */
export const generateResponse = z.object({
  embedding: z.array(z.number()).describe("The vector"),
  dimension: z.int().describe("The vector's length"),
  model: z.string().describe("The Bedrock model id"),
  text_length: z.int().describe("The text's length in characters"),
  input_token_count: z.int().describe("The text's length in the model's tokens"),
  processing_time_ms: z.number().describe("The function's time for this request, in milliseconds"),
  stored_in_s3: z.boolean().describe("Whether the embedding was kept"),
  s3_key: z.string().nullable().describe("The key of the stored object, or null"),
});

/** A stored embedding: the object `embeddings/{embedding_id}.json` and the answer of `GET /embeddings/{embedding_id}`. */
export const embeddingDocument = z
  .object({
    id: embeddingId,
    text: z.string().describe("The text that was embedded"),
    embedding: z.array(z.number()).min(1).describe("The vector"),
    dimension: z.int().describe("The vector's length"),
    model: z.string().describe("The Bedrock model id"),
    input_token_count: z.int().nonnegative().describe("The text's length in the model's tokens"),
    created_at: z.iso.datetime().describe("When the embedding was generated"),
  })
  .refine((document) => document.dimension === document.embedding.length, {
    error: "must be the length of embedding",
    path: ["dimension"],
  });

export type GenerateRequest = z.infer<typeof generateRequest>;
export type GenerateResponse = z.infer<typeof generateResponse>;
export type EmbeddingDocument = z.infer<typeof embeddingDocument>;

/** The length of a text in characters (code points), which UTF-16's `length` overstates. */
export function countCharacters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}
