import * as z from "zod/mini";
import { dimensions, embeddingId, metadata, storeInS3, text, vector } from "./embedding";
import { problem } from "./problem";

/** The most items of one batch. */
const maxItems = 100;

/** The body of `POST /embeddings/batch`. */
export const batchRequest = z
  .strictObject({
    items: z
      .array(z.strictObject({ text, embedding_id: z.optional(embeddingId), metadata: z.optional(metadata) }), {
        error: "must be an array of items",
      })
      .check(
        z.minLength(1, { error: `must have 1 to ${maxItems} items` }),
        z.maxLength(maxItems, {
          error: ({ input }) => `must have 1 to ${maxItems} items and has ${(input as unknown[]).length}`,
        }),
      ),
    store_in_s3: storeInS3,
    dimensions: z.optional(dimensions),
  })
  .check(
    z.superRefine(({ items, store_in_s3 }, context) => {
      if (!store_in_s3) return;
      const firstIndexes = new Map<string, number>();
      for (const [index, { embedding_id: id }] of items.entries()) {
        const path = ["items", index, "embedding_id"];
        if (id === undefined) context.addIssue({ code: "custom", path, message: "is required with store_in_s3" });
        else if (firstIndexes.has(id)) {
          context.addIssue({ code: "custom", path, message: `is the id of items.${firstIndexes.get(id)} too` });
        } else firstIndexes.set(id, index);
      }
    }),
    z.meta({ id: "BatchRequest" }),
  );

/** What became of one item of a batch. */
const batchResult = z.discriminatedUnion("success", [
  z.object({
    index: z.int().check(z.describe("The item's place in the request, from 0")),
    success: z.literal(true),
    status: z.literal(200),
    embedding_id: z.nullable(embeddingId),
    embedding: vector,
    text_length: z.int().check(z.describe("The text's length in characters")),
    input_token_count: z.int().check(z.describe("The text's length in the model's tokens")),
    s3_key: z.nullable(z.string()).check(z.describe("The key of the stored object, or null")),
  }),
  z.object({
    index: z.int().check(z.describe("The item's place in the request, from 0")),
    success: z.literal(false),
    status: z.int().check(z.describe("The status that the item by itself would have been answered with")),
    embedding_id: z.nullable(embeddingId),
    problem,
  }),
]);

/** The answer of `POST /embeddings/batch`. */
export const batchResponse = z
  .object({
    results: z.array(batchResult).check(z.describe("One for each item, in the items' order")),
    dimension: z.int().check(z.describe("The vectors' length")),
    model: z.string().check(z.describe("The Bedrock model id")),
    succeeded: z.int().check(z.describe("How many items succeeded")),
    failed: z.int().check(z.describe("How many failed or were not started")),
    not_started: z.array(z.int()).check(z.describe("The indexes of the items that there was no time for")),
    input_token_count: z.int().check(z.describe("The length of all embedded texts in the model's tokens")),
    processing_time_ms: z.number().check(z.describe("The function's time for this request, in milliseconds")),
  })
  .check(z.meta({ id: "BatchResponse" }));

export type BatchResult = z.infer<typeof batchResult>;
export type BatchResponse = z.infer<typeof batchResponse>;
