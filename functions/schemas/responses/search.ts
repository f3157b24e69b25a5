import * as z from "zod/mini";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { metadata } from "../metadata";
import { vector } from "../vector";

/** One embedding that a search found. */
const searchResult = described(
  z.object({
    id: embeddingId,
    score: described(z.number(), "The cosine similarity, from -1 to 1: 1 is the same direction"),
    distance: described(z.number(), "The cosine distance: 1 less the score"),
    text: described(z.optional(z.string()), "The text that was embedded; with include"),
    metadata: described(z.optional(z.clone(metadata)), "The facts kept with the embedding; with include"),
    embedding: described(z.optional(z.clone(vector)), "The stored vector; with include"),
  }),
  { id: "SearchResult" },
);

/** The answer of `POST /embeddings/search`. */
export const searchResponse = described(
  z.object({
    results: described(z.array(searchResult), "The most similar first"),
    model: described(z.string(), "The Bedrock model id"),
    input_token_count: described(z.int(), "The length of the text in the model's tokens; 0 where none was embedded"),
    processing_time_ms: described(z.number(), "The function's time for this request, in milliseconds"),
  }),
  { id: "SearchResponse" },
);

export type SearchResult = z.infer<typeof searchResult>;
export type SearchResponse = z.infer<typeof searchResponse>;
