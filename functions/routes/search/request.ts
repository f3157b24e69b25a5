import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import type { SearchMode } from "../../../embedding/ranking/search-mode";
import { text } from "../../../embedding/text";
import { vector } from "../../../embedding/vector";
import { checkTogether } from "../../http/check-together";
import { searchFilter } from "../../http/filter-fields";
import { modelName, truncate } from "../../http/generation-fields";
import { includedFields } from "../../http/included-fields";
import { indexedVector } from "../../http/vector-lengths";
import { hasWords } from "./mode";
import { orderingFields } from "./ordering-fields";
import { queryForms, queryNames, searchProblems } from "./problems";

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
        "Search for what is similar to any of these texts: each is searched for, and what they find is ordered by its ranks together",
      ),
      embedding: described(z.optional(z.clone(vector)), {
        description: "Search for what is similar to this vector, of the length that the vector index has",
        override: indexedVector,
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

/** What JSON Schema says, where there is no text, of what needs one. Of an enum of booleans, generators make no clients. */
const withoutText = {
  truncate: { type: "string", enum: ["none"], description: "There is no text to shorten" },
  mode: { type: ["string", "null"], enum: ["vector", null], description: "There are no words to order by" },
  highlight: { type: ["boolean", "null"], not: { const: true }, description: "There are no words to find" },
} as const;

/** What JSON Schema says where there is not one text of what needs one. */
const withoutReranking = {
  rerank: { type: ["boolean", "null"], not: { const: true }, description: "There is not one text to compare with" },
} as const;

/** What JSON Schema says of groups, which have a size only where there are any. */
const sizeOfGroups = {
  if: { properties: { group_size: { type: "integer" } }, required: ["group_size"] },
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
  then: { properties: { group_by: { type: "string" } }, required: ["group_by"] },
} as const;

/** An object as JSON Schema. */
interface ObjectSchema {
  properties?: Record<string, object>;
  oneOf?: readonly object[];
  [keyword: string]: unknown;
}

/** One object for each query in place of one in which each is optional, so that the types of clients know that one is needed. */
function splitByQuery(schema: ObjectSchema): void {
  const { properties = {} } = schema;
  const others = Object.entries(properties).filter(([name]) => !Object.hasOwn(queryForms, name));
  for (const keyword of ["type", "properties", "additionalProperties"]) Reflect.deleteProperty(schema, keyword);
  schema.oneOf = Object.entries(queryForms).map(([name, title]) => ({
    title,
    type: "object",
    // Null is as left out.
    properties: {
      [name]: properties[name],
      ...Object.fromEntries(others),
      ...(hasWords({ [name]: true }) ? {} : withoutText),
      ...(name === "text" ? {} : withoutReranking),
      ...Object.fromEntries(queryNames.filter((other) => other !== name).map((other) => [other, { type: "null" }])),
    },
    required: [name],
    additionalProperties: false,
    ...sizeOfGroups,
  }));
}
