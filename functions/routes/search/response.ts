import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { vector } from "../../../embedding/vector";
import { truncated } from "../../fields/answer-fields";
import { problem } from "../../http/problem";
import { orderingMode } from "./ordering-fields";

const indexedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);

const indexedMetadata = described(z.record(z.string(), indexedValue), {
  id: "IndexedMetadata",
});

const place = z.int().check(z.minimum(0));
const span = described(z.object({ start: place, end: described(z.clone(place), "Behind the last") }), {
  id: "Span",
  description: "A part of a text, in UTF-16 code units, as JavaScript, Java and C# count characters",
});

/** One embedding that a search found. */
const searchResult = described(
  z.object({
    id: embeddingId,
    score: described(
      z.number(),
      "What the results are ordered by. In the mode `vector` the cosine similarity, from -1 to 1: 1 is the same direction. In " +
        "`hybrid`, and of `queries`, what the ranks are together, from 0 to 1: 1 is the first by each. With `rerank` what the reranker says",
    ),
    vector_score: described(
      z.optional(z.number()),
      "The cosine similarity, of `queries` to the most similar; where the score is another",
    ),
    text_score: described(
      z.optional(z.number()),
      "How well the words of the text match, by BM25, of `queries` those that match best: 0 where it has none of them; in the mode " +
        "`hybrid`, where the index has the text",
    ),
    rerank_score: described(
      z.optional(z.number()),
      "How well the text answers, as the reranker says, from 0 to 1; with rerank, where there is a text",
    ),
    group: described(
      z.optional(indexedValue),
      "What the metadata has for the key of group_by, where it has one; with group_by",
    ),
    distance: described(z.number(), "The cosine distance: 1 less the cosine similarity"),
    text: described(z.optional(z.string()), "The text that was embedded; with include, where the object has one"),
    highlights: described(
      z.optional(z.array(span)),
      "Where the first 8,000 code units of the text have words of the search, in order; with highlight, where there is a text",
    ),
    metadata: described(z.optional(indexedMetadata), "The facts that the index keeps with the embedding; with include"),
    expires_at: described(z.optional(z.iso.datetime()), "When it is gone; with include, where it expires"),
    embedding: described(z.optional(z.clone(vector)), "The stored vector; with include, where the object has one"),
    problem: described(
      z.optional(z.clone(problem)),
      "Why the object cannot be read, as where it is corrupt: of what is included, the result has what the index keeps",
    ),
  }),
  { id: "SearchResult" },
);

/** The answer of `POST /embeddings/search`. */
export const searchResponse = described(
  z.object({
    results: described(z.array(searchResult), "The best first"),
    left_out: described(
      z.optional(z.int().check(z.minimum(1))),
      "How many of what was found are no results, for their objects are gone, they have expired, or their ids are of no embedding; where there are any. " +
        "Whether an object is gone is known where it is read for what is included",
    ),
    next_cursor: described(
      z.nullable(z.string()),
      "With this as its cursor, the same request is answered with the results after these; null where there are no more. By one " +
        "vector alone up to 10,000, else the candidates",
    ),
    mode: described(z.clone(orderingMode), "How the results are ordered"),
    rerank: described(
      z.optional(
        z.object({
          model: described(z.string(), "The Bedrock model id"),
          applied: described(z.boolean(), "Whether the results are in its order"),
          problem: described(z.optional(z.clone(problem)), "Why they are not"),
        }),
      ),
      "With rerank",
    ),
    model: described(z.string(), "The Bedrock model id"),
    truncated,
    input_token_count: described(
      z.nullable(z.int()),
      "The length of the text in the model's tokens; 0 where none was embedded, null where the model does not say",
    ),
    processing_time_ms: described(z.number(), "The function's time for this request, in milliseconds"),
  }),
  { id: "SearchResponse" },
);

export type SearchResult = z.infer<typeof searchResult>;
export type SearchResponse = z.infer<typeof searchResponse>;
