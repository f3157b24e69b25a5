import { type EmbeddingError, toEmbeddingError } from "../../../embedding/errors";
import { withEarlierDeadline } from "../../aws/call-context";
import { relevances } from "../../aws/rerank";
import type { Bucket } from "../../aws/s3";
import type { RequestContext } from "../../http/request-context";
import type { SearchMatch } from "./candidates";
import { readDocuments } from "./read-documents";
import type { RerankedSearch } from "./searched-store";

/** What is kept of a request's time for the rest of a search whose reranker does not answer, in milliseconds. */
const restMs = 4_000;

/** What the matter may be of a model that others use too, which a search can do without. */
const passing: readonly EmbeddingError["code"][] = [
  "model_unavailable",
  "model_timeout",
  "model_failed",
  "model_output_invalid",
];

/** Matches in an order, and why that is not the reranker's, if it is not. */
export interface Reranked {
  readonly matches: readonly SearchMatch[];
  readonly error?: EmbeddingError;
}

/**
 * The first of the matches in the order of a reranker, and after them those without a text; where it does not answer and the
 * search allows that, as they came. Throws what reading or reranking throws.
 */
export async function rerank(
  query: string,
  all: readonly SearchMatch[],
  { model, candidates, fallback }: RerankedSearch,
  bucket: Bucket,
  context: RequestContext,
): Promise<Reranked> {
  const matches = await withTexts(all.slice(0, candidates), bucket, context);
  const known = matches.flatMap((match) => (match.text === undefined ? [] : [{ ...match, text: match.text }]));
  const texts = known.map(({ text }) => text);
  try {
    const scores = await withEarlierDeadline(context, restMs, (within) => relevances(query, texts, model, within));
    const ranked = known.map((match, place) => reranked(match, scores[place] ?? 0));
    const rest = matches.filter(({ text }) => text === undefined).map((match) => ({ ...match, score: 0 }));
    return { matches: [...ranked.toSorted((one, other) => other.score - one.score), ...rest] };
  } catch (thrown) {
    const error = toEmbeddingError(thrown);
    if (!fallback || !passing.includes(error.code)) throw error;
    context.rerankError = error;
    return { matches, error };
  }
}

/** A match with the score of a reranker beside the others. */
function reranked(match: SearchMatch, score: number): SearchMatch {
  const vectorScore = match.scores.vector_score ?? 1 - match.distance;
  return { ...match, score, scores: { ...match.scores, vector_score: vectorScore, rerank_score: score } };
}

/** The matches with the texts of their objects where the index has none. What is gone is left out, what is corrupt stays without. */
async function withTexts(
  matches: readonly SearchMatch[],
  bucket: Bucket,
  context: RequestContext,
): Promise<readonly SearchMatch[]> {
  const unread = matches.filter(({ text }) => text === undefined).map(({ id }) => id);
  const documents = await readDocuments(unread, bucket, context);
  return matches.flatMap((match) => {
    const { document, error } = documents.get(match.id) ?? {};
    if (error?.code === "embedding_not_found") return [];
    return [{ ...match, text: match.text ?? document?.text }];
  });
}
