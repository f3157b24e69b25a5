import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { expiresAt } from "../../../embedding/expiry";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import { vector } from "../../../embedding/vector";
import { returnSentEmbedding } from "../../fields/return-embedding";
import { ifChanged } from "../../fields/storing-fields";
import { vectorLengths } from "../../fields/vector-lengths";

/** The body of `POST /embeddings/store`. */
export const storeRequest = described(
  z.strictObject({
    embedding_id: embeddingId,
    text: described(z.clone(text), "The text that was embedded"),
    embedding: described(z.clone(vector), {
      description: "The vector, of the length that the vector index has, else of one that the configured model offers",
      override: vectorLengths,
    }),
    metadata: z.optional(metadata),
    expires_at: z.optional(expiresAt),
    if_changed: ifChanged,
    return_embedding: returnSentEmbedding,
  }),
  { id: "StoreRequest" },
);
