import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { filterProblem, type IndexFilter } from "../../../embedding/index/filter";
import { isObject } from "../../../embedding/is-object";
import type { Truncation } from "../../../embedding/models/model";
import { type SearchMode, searchModes } from "../../../embedding/ranking/search-mode";
import { text } from "../../../embedding/text";
import { vector } from "../../../embedding/vector";
import { checkTogether, type Problems } from "../../http/check-together";
import { modelName, truncate } from "../../http/generation-fields";
import { includedFields } from "../../http/included-fields";
import { indexedVector } from "../../http/vector-lengths";
import { candidateCounts, candidatesOfHybrid } from "./mode";

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

const { least, most } = candidateCounts;
const candidatesError = { error: `must be a whole number from ${least} to ${most}` };

/** How to order what is found. */
export const orderingMode = z.literal([...searchModes], { error: 'must be "vector" or "hybrid"' });

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
      mode: described(z.optional(z.clone(orderingMode)), {
        id: "SearchMode",
        description:
          "`vector` orders by the similarity of vectors alone; `hybrid` orders the most similar also by the words of the " +
          'text, finds names and codes, and what the text has "in quotes" must occur. By default as the service is configured',
      }),
      candidates: described(
        z.optional(z.int(candidatesError).check(z.minimum(least, candidatesError), z.maximum(most, candidatesError))),
        `In the mode \`hybrid\`, how many of the most similar are ordered, by default ${candidateCounts.default} or top_k, whichever is more`,
      ),
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
        "The least cosine similarity of a result, its `score` in the mode `vector`, and its `vector_score` in `hybrid`",
      ),
    })
    .check(
      checkTogether((request) => ({
        ...queryProblems(request),
        ...truncateProblems(request),
        ...modeProblems(request),
      })),
    ),
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

/** What is wrong with the mode and its candidates, if anything, whatever the service's own mode is. */
function modeProblems({
  text,
  mode,
  candidates,
  top_k,
}: {
  readonly text?: unknown;
  readonly mode?: SearchMode | undefined;
  readonly candidates?: number | undefined;
  readonly top_k: number;
}): Problems {
  if (mode === "hybrid" && text === undefined) return { mode: "needs text, whose words it orders by" };
  if (candidates === undefined) return {};
  if (mode === "vector" || text === undefined) return { candidates: candidatesOfHybrid };
  return candidates < top_k ? { candidates: "must be at least top_k" } : {};
}

/** What JSON Schema says, where there is no text, of what needs one. */
const withoutText = {
  truncate: { type: "string", enum: ["none"], description: "There is no text to shorten" },
  mode: { type: ["string", "null"], enum: ["vector", null], description: "There are no words to order by" },
  candidates: { type: "null" },
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
  const others = Object.entries(properties).filter(([name]) => !Object.hasOwn(queries, name));
  for (const keyword of ["type", "properties", "additionalProperties"]) Reflect.deleteProperty(schema, keyword);
  schema.oneOf = Object.entries(queries).map(([name, title]) => ({
    title,
    type: "object",
    // Null is as left out.
    properties: {
      [name]: properties[name],
      ...Object.fromEntries(others),
      ...(name === "text" ? {} : withoutText),
      ...Object.fromEntries(queryNames.filter((other) => other !== name).map((other) => [other, { type: "null" }])),
    },
    required: [name],
    additionalProperties: false,
  }));
}
