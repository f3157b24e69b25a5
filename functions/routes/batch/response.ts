import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { indexed, inputTokenCount, purpose, returnedVector, truncated, unchanged } from "../../fields/answer-fields";
import { problem } from "../../http/problem";

/** What became of one item of a batch. Not discriminated: OpenAPI's discriminator is a text, from which clients make a type of its own. */
const batchResult = z.union([
  described(
    z.object({
      index: described(z.int(), "The item's place in the request, from 0"),
      success: z.literal(true),
      status: z.literal(200),
      embedding_id: z.nullable(embeddingId),
      embedding: returnedVector,
      text_length: described(z.int(), "The text's length in characters"),
      truncated,
      input_token_count: described(z.nullable(z.int()), inputTokenCount),
      s3_key: described(z.nullable(z.string()), "The key of the stored object, or null"),
      indexed,
      unchanged,
    }),
    { id: "BatchSuccess" },
  ),
  described(
    z.object({
      index: described(z.int(), "The item's place in the request, from 0"),
      success: z.literal(false),
      status: described(z.int(), "The status that the item by itself would have been answered with"),
      embedding_id: z.nullable(embeddingId),
      problem,
    }),
    { id: "BatchFailure" },
  ),
]);

/** The answer of `POST /embeddings/batch`. */
export const batchResponse = described(
  z.object({
    results: described(z.array(batchResult), "One for each item, in the items' order"),
    dimension: described(z.int(), "The vectors' length"),
    model: described(z.string(), "The Bedrock model id"),
    input_type: purpose,
    succeeded: described(z.int(), "How many items succeeded"),
    failed: described(z.int(), "How many failed or were not started"),
    not_started: described(z.array(z.int()), "The indexes of the items that there was no time for"),
    input_token_count: described(z.int(), "The length of all embedded texts in the model's tokens, as far as it says"),
    processing_time_ms: described(z.number(), "The function's time for this request, in milliseconds"),
  }),
  { id: "BatchResponse" },
);

export type BatchResult = z.infer<typeof batchResult>;
export type BatchResponse = z.infer<typeof batchResponse>;
