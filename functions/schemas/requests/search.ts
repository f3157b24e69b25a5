import * as z from "zod/mini";
import { filterProblem, type IndexFilter, isObject } from "../../index-filter";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { text } from "../text";
import { vector } from "../vector";

/** The most results of one search: more than a response of 6 MB holds with their texts. */
const maxResults = 1_000;

const queries = ["text", "embedding", "embedding_id"] as const;

const filter = described(
  z.custom<IndexFilter>(isObject, { error: "must be an object of conditions" }).check(
    z.superRefine((value, context) => {
      const problem = filterProblem(value);
      if (problem) context.addIssue({ code: "custom", path: [...problem.path], message: problem.message });
    }),
  ),
  {
    description:
      "Which embeddings to search, by their metadata, in the grammar of Amazon S3 Vectors: `$eq $ne $gt $gte $lt $lte " +
      "$startsWith $in $nin $exists $and $or`; several conditions must all hold, with at most 100 values in all",
    override: ({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }) => {
      Object.assign(jsonSchema, { type: "object", minProperties: 1 });
    },
    examples: [{ language: "en", year: { $gte: 2020 } }],
  },
);

/** The body of `POST /embeddings/search`. */
export const searchRequest = described(
  z
    .strictObject({
      text: described(z.optional(text), "Search for what is similar to this text"),
      embedding: described(z.optional(z.clone(vector)), "Search for what is similar to this vector"),
      embedding_id: described(z.optional(embeddingId), "Search for what is similar to this stored embedding"),
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
        "The most results",
      ),
      filter: z.optional(filter),
      include: described(
        z._default(
          z
            .array(
              z.literal(["text", "metadata", "embedding"], { error: 'must be "text", "metadata" or "embedding"' }),
              { error: 'must be a list of "text", "metadata" and "embedding"' },
            )
            .check(
              z.refine((fields) => new Set(fields).size === fields.length, { error: "must name each field once" }),
            ),
          [],
        ),
        "What each result has beside its id, score and distance",
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
        "The least score of a result",
      ),
    })
    .check(
      z.superRefine((request, context) => {
        const given = queries.filter((field) => request[field] !== undefined);
        if (given.length === 1) return;
        const message = `must be the only one of ${queries.join(", ")}`;
        if (given.length > 1) context.addIssue({ code: "custom", path: [given[1] as string], message });
        else
          context.addIssue({
            code: "custom",
            path: ["text"],
            message: `or one of embedding, embedding_id is required`,
          });
      }),
    ),
  { id: "SearchRequest" },
);

export type SearchRequest = z.infer<typeof searchRequest>;
