import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { indexed, inputTokenCount, purpose, returnedVector, truncated, unchanged } from "../../fields/answer-fields";

/** The answer of `POST /embeddings/generate`. */
export const generateResponse = described(
  z.object({
    embedding: returnedVector,
    dimension: described(z.int(), "The vector's length"),
    model: described(z.string(), "The Bedrock model id"),
    input_type: purpose,
    text_length: described(z.int(), "The text's length in characters"),
    truncated,
    input_token_count: described(z.nullable(z.int()), inputTokenCount),
    processing_time_ms: described(z.number(), "The function's time for this request, in milliseconds"),
    stored_in_s3: described(z.boolean(), "Whether the embedding was kept"),
    s3_key: described(z.nullable(z.string()), "The key of the stored object, or null"),
    indexed,
    unchanged,
  }),
  { id: "GenerateResponse" },
);

export type GenerateResponse = z.infer<typeof generateResponse>;
