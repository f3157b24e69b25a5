import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import type { EmbeddingDocument } from "../../../embedding/document";
import { embeddingId } from "../../../embedding/embedding-id";
import { purposes } from "../../../embedding/models/model";

/** A field that other writers leave out, or have as null. */
const field = (schema: z.ZodMiniType, description: string) => described(z.optional(z.nullable(schema)), description);

/**
 * The answer of `GET /embeddings/{embedding_id}`: the stored object as it is. This service writes {@link EmbeddingDocument},
 * others what they like, so that all but the id may be missing.
 */
export const storedEmbedding = described(
  z.looseObject({
    id: embeddingId,
    text: field(z.string(), "The text that was embedded"),
    embedding: field(z.array(z.number()), "The vector"),
    dimension: field(z.int(), "The vector's length"),
    model: field(z.string(), "The Bedrock model id; null for a vector that was computed elsewhere"),
    input_token_count: field(
      z.int().check(z.nonnegative()),
      "The text's length in the model's tokens; null where it is not known",
    ),
    input_type: field(z.enum(purposes), "What the vector is for; null for one that was computed elsewhere"),
    truncated: field(z.boolean(), "Whether the end of the text was left out"),
    normalized: field(z.boolean(), "Whether the vector has unit length"),
    content_hash: field(z.string(), "Tells `if_changed` whether the text would be embedded otherwise now"),
    metadata: field(z.record(z.string(), z.unknown()), "Facts that were stored with the embedding"),
    expires_at: field(
      z.string(),
      "When the embedding is gone, in ISO 8601: it is neither found nor served from then on",
    ),
    created_at: field(
      z.union([z.string(), z.number()]),
      "When the embedding was stored, in ISO 8601; of other writers also without a zone, or a number",
    ),
  } satisfies Record<keyof EmbeddingDocument, z.ZodMiniType>),
  {
    id: "EmbeddingDocument",
    description:
      "The stored object as it is. This service writes all of these fields, metadata and expires_at only where a request has some. What another " +
      "tool wrote has its id, and a text or a vector; it may lack any other field, and have others, or these in other forms.",
  },
);
