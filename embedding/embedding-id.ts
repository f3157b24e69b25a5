import * as z from "zod/mini";
import { described } from "./described";

/** The most characters of an id. */
export const maxIdCharacters = 256;

/** An id, or what it starts with, of so many characters at the most, as the text of a regular expression. */
export function idPattern(maxCharacters: number = maxIdCharacters): string {
  return `[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,${maxCharacters - 1}}`;
}

/** An embedding's id, safe as part of an object key and of a URL. */
export const embeddingId = described(
  z.string({ error: "must be a string" }).check(
    z.regex(new RegExp(`^${idPattern()}$`), {
      error: "must be 1 to 256 letters, digits or . _ : @ = + - and start with a letter or digit",
    }),
  ),
  { id: "EmbeddingId", description: "Names the embedding", examples: ["doc1"], param: { example: "doc1" } },
);

/** The path parameters of `/embeddings/{embedding_id}`. */
export const embeddingPath = z.strictObject({ embedding_id: embeddingId });
