import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import type { SearchMode } from "../../../embedding/ranking/search-mode";
import { text } from "../../../embedding/text";
import { vector } from "../../../embedding/vector";
import { checkTogether } from "../../fields/check-together";
import { searchFilter } from "../../fields/filter-fields";
import { modelName, truncate } from "../../fields/generation-fields";
import { includedFields } from "../../fields/included-fields";
import { indexedVector } from "../../fields/vector-lengths";
import { orderingFields } from "./ordering-fields";
import { searchProblems } from "./problems";
import { type ObjectSchema, splitByQuery } from "./query-forms";

/** The most results of one search: more than a response of 6 MB holds with their texts. */
const maxResults = 1_000;

/** The most texts of one search. */
const maxQueries = 8;

/** The body of `POST /embeddings/search`. */
export const searchRequest = described(
  z
    .strictObject({
      text: described(z.optional(text), "Search for what is similar to this text"),
      queries: described(
        z.optional(
          z
            .array(z.clone(text), { error: "must be a list of texts" })
            .check(
              z.minLength(1, { error: "must have at least one text" }),
              z.maxLength(maxQueries, { error: `must have at most ${maxQueries} texts` }),
            ),
        ),
        {
          description:
            "Search for what is similar to any of these texts: each is searched for, and what they find is ordered by its ranks together",
          examples: [["replace an API key", "who may still use a revoked key"]],
        },
      ),
      embedding: described(z.optional(z.clone(vector)), {
        description: "Search for what is similar to this vector, of the length that the vector index has",
        // Zeros have no direction to compare.
        override: { ...indexedVector, contains: { not: { const: 0 } } },
      }),
      embedding_id: described(z.optional(embeddingId), "Search for what is similar to this stored embedding"),
      model: z.optional(modelName),
      truncate,
      ...orderingFields,
      top_k: described(
        z._default(
          z
            .int({ error: `must be a whole number from 1 to ${maxResults}` })
            .check(
              z.minimum(1, { error: `must be at least 1` }),
              z.maximum(maxResults, { error: `must be at most ${maxResults}` }),
            ),
          10,
        ),
        { id: "TopK", description: "The most results; with group_by, the most groups" },
      ),
      cursor: described(
        z.optional(z.string({ error: "must be a string" }).check(z.minLength(1, { error: "must not be empty" }))),
        "The next_cursor of the answer to the same request: what comes after its results",
      ),
      filter: z.optional(searchFilter),
      include: described(z._default(z.clone(includedFields), []), {
        id: "Include",
        description: "What each result has beside its id, score and distance",
        override: { uniqueItems: true },
      }),
      highlight: described(
        z.optional(z.boolean({ error: "must be true or false" })),
        "Whether each result says where its text has the words of the search",
      ),
      min_score: described(
        z.optional(
          z
            .number({ error: "must be a number from -1 to 1" })
            .check(
              z.minimum(-1, { error: "must be a number from -1 to 1" }),
              z.maximum(1, { error: "must be a number from -1 to 1" }),
            ),
        ),
        "The least cosine similarity of a result: its `vector_score` where it has one, else its `score`",
      ),
    })
    .check(checkTogether(searchProblems)),
  { id: "SearchRequest", override: ({ jsonSchema }: { jsonSchema: ObjectSchema }) => splitByQuery(jsonSchema) },
);

export type SearchRequest = z.infer<typeof searchRequest>;

/** A search whose mode is chosen. */
export type Search = Omit<SearchRequest, "model" | "mode"> & { readonly mode: SearchMode };
