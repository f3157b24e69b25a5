import * as z from "zod/mini";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { metadata } from "../metadata";
import { text } from "../text";
import { vector } from "../vector";
import { vectorLengths } from "./vector-lengths";

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
  }),
  { id: "StoreRequest" },
);
