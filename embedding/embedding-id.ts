import * as z from "zod/mini";
import { described } from "./described";

/** An embedding's id, safe as part of an object key and of a URL. */
export const embeddingId = described(
  z.string({ error: "must be a string" }).check(
    z.regex(/^[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,255}$/, {
      error: "must be 1 to 256 letters, digits or . _ : @ = + - and start with a letter or digit",
    }),
  ),
  { id: "EmbeddingId", description: "Names the embedding", examples: ["doc1"], param: { example: "doc1" } },
);

/** The path parameters of `/embeddings/{embedding_id}`. */
export const embeddingPath = z.strictObject({ embedding_id: embeddingId });
