import * as z from "zod/mini";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { metadata } from "../metadata";
import { text } from "../text";
import { vector } from "../vector";

/** The body of `POST /embeddings/store`. */
export const storeRequest = described(
  z.strictObject({
    embedding_id: embeddingId,
    text: described(z.clone(text), "The text that was embedded"),
    embedding: described(z.clone(vector), "The vector, of one of the lengths that the configured model offers"),
    metadata: z.optional(metadata),
  }),
  { id: "StoreRequest" },
);
