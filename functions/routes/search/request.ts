import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { filterProblem, type IndexFilter } from "../../../embedding/index/filter";
import { isObject } from "../../../embedding/is-object";
import type { Truncation } from "../../../embedding/models/model";
import { text } from "../../../embedding/text";
import { vector } from "../../../embedding/vector";
import { checkTogether, type Problems } from "../../http/check-together";
import { modelName, truncate } from "../../http/generation-fields";
import { includedFields } from "../../http/included-fields";
import { indexedVector } from "../../http/vector-lengths";

/** The most results of one search: more than a response of 6 MB holds with their texts. */
const maxResults = 1_000;

/** What to search for, of which a request has one, and how the document names such a request. */
const queries = { text: "SearchByText", embedding: "SearchByEmbedding", embedding_id: "SearchById" } as const;
const queryNames = Object.keys(queries) as (keyof typeof queries)[];

/** Which embeddings to search. */
export const searchFilter = described(
  z.custom<IndexFilter>(isObject, { error: "must be an object of conditions" }).check(
    z.superRefine((value, context) => {
      const problem = filterProblem(value);
      if (problem) context.addIssue({ code: "custom", path: [...problem.path], message: problem.message });
    }),
  ),
  { description: "Which embeddings to search, by their metadata", override: { $ref: "#/components/schemas/Filter" } },
);

/** The body of `POST /embeddings/search`. */
export const searchRequest = described(
  z
    .strictObject({
      text: described(z.optional(text), "Search for what is similar to this text"),
      embedding: described(z.optional(z.clone(vector)), {
        description: "Search for what is similar to this vector, of the length that the vector index has",
        override: indexedVector,
      }),
      embedding_id: described(z.optional(embeddingId), "Search for what is similar to this stored embedding"),
      model: z.optional(modelName),
      truncate,
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
        { id: "TopK", description: "The most results" },
      ),
      filter: z.optional(searchFilter),
      include: described(z._default(z.clone(includedFields), []), {
        id: "Include",
        description: "What each result has beside its id, score and distance",
        override: { uniqueItems: true },
      }),
      min_score: described(
        z.optional(
          z
            .number({ error: "must be a number from -1 to 1" })
            .check(
              z.minimum(-1, { error: "must be a number from -1 to 1" }),
              z.maximum(1, { error: "must be a number from -1 to 1" }),
            ),
        ),
        "The least score of a result",
      ),
    })
    .check(checkTogether((request) => ({ ...queryProblems(request), ...truncateProblems(request) }))),
  { id: "SearchRequest", override: ({ jsonSchema }: { jsonSchema: ObjectSchema }) => splitByQuery(jsonSchema) },
);

export type SearchRequest = z.infer<typeof searchRequest>;

/** What is wrong with what to search for, if anything. */
function queryProblems(request: { readonly [name in keyof typeof queries]?: unknown }): Problems {
  const [first, second] = queryNames.filter((field) => request[field] !== undefined);
  if (!first) return { text: "or one of embedding, embedding_id is required" };
  return second ? { [second]: `must be the only one of ${queryNames.join(", ")}` } : {};
}

/** What is wrong with how a text is shortened, if anything. */
function truncateProblems({ text, truncate }: { readonly text?: unknown; readonly truncate: Truncation }): Problems {
  return truncate !== "none" && text === undefined ? { truncate: "needs text, without which nothing is embedded" } : {};
}

/** How a text is shortened, as JSON Schema, where there is none. */
const shortensNothing = { type: "string", enum: ["none"], description: "There is no text to shorten" } as const;

/** An object as JSON Schema. */
interface ObjectSchema {
  properties?: Record<string, object>;
  oneOf?: readonly object[];
  [keyword: string]: unknown;
}

/** One object for each query in place of one in which each is optional, so that the types of clients know that one is needed. */
function splitByQuery(schema: ObjectSchema): void {
  const { properties = {} } = schema;
  const others = Object.entries(properties).filter(([name]) => !Object.hasOwn(queries, name));
  for (const keyword of ["type", "properties", "additionalProperties"]) Reflect.deleteProperty(schema, keyword);
  schema.oneOf = Object.entries(queries).map(([name, title]) => ({
    title,
    type: "object",
    // Null is as left out.
    properties: {
      [name]: properties[name],
      ...Object.fromEntries(others),
      ...(name === "text" ? {} : { truncate: shortensNothing }),
      ...Object.fromEntries(queryNames.filter((other) => other !== name).map((other) => [other, { type: "null" }])),
    },
    required: [name],
    additionalProperties: false,
  }));
}
