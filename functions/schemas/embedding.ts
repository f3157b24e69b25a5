import * as z from "zod/mini";

/** The longest text that Titan takes, in characters: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
export const maxTextCharacters = 50_000;

/** S3 Vectors takes this much filterable metadata: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxMetadataBytes = 2_048;

/** A text to embed: 1 to 50,000 characters (code points), not blank, without lone surrogates. */
export const text = z.string({ error: "must be a string" }).check(
  z.refine((value) => value.trim() !== "", { error: "must not be blank", abort: true }),
  z.refine((value) => value.isWellFormed(), {
    error: "must be valid Unicode: it holds half of a surrogate pair",
    abort: true,
  }),
  z.refine((value) => countCharacters(value) <= maxTextCharacters, {
    error: ({ input }) =>
      `must have at most ${maxTextCharacters} characters and has ${countCharacters(String(input))}: split it`,
  }),
  z.meta({ description: "The text to embed", minLength: 1, maxLength: maxTextCharacters }),
);

/** An embedding's id, safe as part of an object key and of a URL. */
export const embeddingId = z.string({ error: "must be a string" }).check(
  z.regex(/^[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,255}$/, {
    error: "must be 1 to 256 letters, digits or . _ : @ = + - and start with a letter or digit",
  }),
  z.meta({ id: "EmbeddingId", description: "Names the embedding", examples: ["doc1"], param: { example: "doc1" } }),
);

/** The path parameters of `/embeddings/{embedding_id}`. */
export const embeddingPath = z.strictObject({ embedding_id: embeddingId });

/** A text without lone surrogates. */
const wellFormed = z.string().check(z.refine((value) => value.isWellFormed(), { error: "must be valid Unicode" }));

/** Flat facts about a text, kept with its embedding: at most 2 KB as JSON. */
export const metadata = z
  .record(
    wellFormed,
    z.union([wellFormed, z.number(), z.boolean()], { error: "must be a string, a finite number or a boolean" }),
    { error: "must be an object" },
  )
  .check(
    z.refine((value) => Buffer.byteLength(JSON.stringify(value)) <= maxMetadataBytes, {
      error: ({ input }) =>
        `must have at most ${maxMetadataBytes} bytes as JSON and has ${Buffer.byteLength(JSON.stringify(input))}`,
    }),
    z.meta({
      id: "Metadata",
      description: "Facts to keep with the embedding: strings, numbers and booleans, at most 2 KB as JSON",
    }),
  );

/** The vector lengths that the supported models offer on request. */
export const dimensions = z
  .literal([256, 512, 1024], { error: "must be 256, 512 or 1024" })
  .check(z.describe("The vector's length; by default the longest that the model offers"));

/** Whether to keep what a request generates. */
export const storeInS3 = z
  ._default(z.boolean({ error: "must be true or false" }), false)
  .check(z.describe("Whether to keep the embedding"));

/** A vector of finite numbers. */
export const vector = z
  .array(z.number({ error: "must be a finite number" }), { error: "must be an array of numbers" })
  .check(z.describe("The vector"));

/** A stored embedding: the object `embeddings/{embedding_id}.json` and the answer of `GET /embeddings/{embedding_id}`. */
export const embeddingDocument = z
  .object({
    id: embeddingId,
    text: z.string().check(z.describe("The text that was embedded")),
    embedding: vector.check(z.minLength(1)),
    dimension: z.int().check(z.describe("The vector's length")),
    model: z
      .nullable(z.string())
      .check(z.describe("The Bedrock model id; null for a vector that was computed elsewhere")),
    input_token_count: z
      .nullable(z.int().check(z.nonnegative()))
      .check(z.describe("The text's length in the model's tokens; null where no model was asked")),
    metadata: z.optional(metadata),
    created_at: z.iso.datetime().check(z.describe("When the embedding was stored")),
  })
  .check(
    z.refine((document) => document.dimension === document.embedding.length, {
      error: "must be the length of embedding",
      path: ["dimension"],
    }),
    z.meta({ id: "EmbeddingDocument" }),
  );

export type EmbeddingDocument = z.infer<typeof embeddingDocument>;

/** The length of a text in characters (code points), which UTF-16's `length` overstates. */
export function countCharacters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}
