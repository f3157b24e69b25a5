import * as z from "zod/mini";
import { described } from "./described";
import { embeddingId } from "./embedding-id";
import { metadata } from "./metadata";
import { vector } from "./vector";

/** The fields of a stored embedding beside its vector. */
const fields = {
  id: embeddingId,
  text: described(z.string(), "The text that was embedded"),
  dimension: described(z.int(), "The vector's length"),
  model: described(z.nullable(z.string()), "The Bedrock model id; null for a vector that was computed elsewhere"),
  input_token_count: described(
    z.nullable(z.int().check(z.nonnegative())),
    "The text's length in the model's tokens; null where no model was asked",
  ),
  normalized: described(
    z.optional(z.boolean()),
    "Whether the vector has unit length; absent where it was not recorded",
  ),
  metadata: z.optional(metadata),
  created_at: described(z.iso.datetime(), "When the embedding was stored"),
};

/** A stored embedding with an empty vector. */
export const embeddingDocumentHead = z.object({ ...fields, embedding: z.array(z.never()) });

const { id, text, ...others } = fields;

const makeEmbeddingDocument = () =>
  described(
    z.object({ id, text, embedding: vector.check(z.minLength(1)), ...others }).check(
      z.refine((document) => document.dimension === document.embedding.length, {
        error: "must be the length of embedding",
        path: ["dimension"],
      }),
    ),
    { id: "EmbeddingDocument" },
  );

let made: ReturnType<typeof makeEmbeddingDocument> | undefined;

/**
 * A stored embedding: the object `embeddings/{embedding_id}.json` and the answer of `GET /embeddings/{embedding_id}`. Made
 * when it is first asked for, which few requests do: 2% of a cold start.
 */
export function embeddingDocument() {
  made ??= makeEmbeddingDocument();
  return made;
}

export type EmbeddingDocument = z.infer<ReturnType<typeof makeEmbeddingDocument>>;
