import { EmbeddingError, invalidRequest } from "../../../embedding/errors";
import { misfit } from "../../../embedding/index/indexing-problems";
import type { Outcome } from "../../../embedding/outcome";
import type { Vector } from "../../../embedding/vector";
import { type Embedded, embedTexts } from "../../aws/embed-texts";
import { inGroups } from "../../aws/map-with-backpressure";
import { requireTextLengths } from "../../fields/text-lengths";
import type { RequestContext } from "../../http/request-context";
import { getDocument } from "../../storage/get-embedding";
import { embeddingProblem, requireIndexableVector } from "../../storage/require-indexable";
import type { SearchRequest } from "./request";
import type { SearchedStore } from "./searched-store";

/** What to search for. */
type Query = Pick<SearchRequest, "text" | "queries" | "embedding" | "embedding_id" | "truncate">;

/** What is searched for, as the index takes it. */
export interface SearchedQuery {
  /** Undefined where there is a vector alone. */
  readonly text: string | undefined;
  readonly vector: Vector;
}

/** All that one search searches for. */
export interface SearchedQueries {
  readonly queries: readonly SearchedQuery[];
  /** Whether the end of a text was left out. */
  readonly truncated: boolean;
  /** Of all texts; undefined where the model did not say. */
  readonly inputTokens: number | undefined;
}

/** The vectors to search for. Throws what reading or generating them throws, 409 or 422 where the index has no such vectors. */
export async function queryVectors(
  { text, queries, embedding, embedding_id, truncate }: Query,
  store: SearchedStore,
  context: RequestContext,
): Promise<SearchedQueries> {
  if (embedding_id !== undefined) return notEmbedded(await storedVector(embedding_id, store, context));
  if (text !== undefined) return embedded({ text }, truncate, store, context);
  if (queries) {
    const texts = Object.fromEntries(queries.map((query, place) => [`queries.${place}`, query]));
    return embedded(texts, truncate, store, context);
  }
  const vector = embedding ?? [];
  const problem = embeddingProblem(vector, store.index);
  if (problem) throw invalidRequest([{ field: "embedding", message: problem }]);
  return notEmbedded(vector);
}

/** A vector that no text had to be embedded for. */
function notEmbedded(vector: Vector): SearchedQueries {
  return { queries: [{ text: undefined, vector }], truncated: false, inputTokens: 0 };
}

/** The vectors of texts by the fields that they are in. */
async function embedded(
  texts: Readonly<Record<string, string>>,
  truncate: Query["truncate"],
  { index: { dimension }, model }: SearchedStore,
  context: RequestContext,
): Promise<SearchedQueries> {
  requireTextLengths(texts, truncate, model.adapter);
  const fields = Object.keys(texts);
  const options = { dimension, purpose: "query", normalize: true, truncate } as const;
  const groups = inGroups(Object.values(texts), model.adapter.textsPerCall);
  const outcomes = await Promise.all(groups.map((group) => embedTexts(group, options, model, context)));
  const made = requireEach(outcomes.flat(), fields);
  for (const { vector } of made) requireIndexableVector(vector);
  const tokens = made.map(({ inputTokens }) => inputTokens);
  return {
    queries: made.map(({ vector }, place) => ({ text: texts[fields[place] as string], vector })),
    truncated: made.some(({ truncated }) => truncated),
    inputTokens: tokens.includes(undefined) ? undefined : tokens.reduce<number>((sum, count = 0) => sum + count, 0),
  };
}

/** Throws the first error, which of several texts says which one is too long. */
function requireEach(outcomes: readonly Outcome<Embedded>[], fields: readonly string[]): Embedded[] {
  const failed = outcomes.findIndex(({ error }) => error);
  const { error } = outcomes[failed] ?? {};
  const field = fields[failed];
  if (error?.code === "text_too_long" && field !== undefined && fields.length > 1) {
    const { code, detail: message, cause } = error;
    throw new EmbeddingError(code, `${field}: ${message}`, { cause, errors: [{ field, message }] });
  }
  if (error) throw error;
  return outcomes.flatMap(({ value }) => value ?? []);
}

/** Others may have written the object, whose vector is taken for one of the index's where nothing says whose it is. */
async function storedVector(
  id: string,
  { index, bucket }: Pick<SearchedStore, "index" | "bucket">,
  context: RequestContext,
): Promise<Vector> {
  const { model, embedding } = await getDocument(id, bucket, context);
  const problem = misfit({ model: model ?? index.model, embedding }, index);
  if (embedding !== undefined && !problem) return embedding;
  throw new EmbeddingError("index_mismatch", `The embedding "${id}" ${problem?.message}: generate it again.`);
}
