import type { EmbeddingError } from "../../../embedding/errors";
import { highlighter } from "../../../embedding/ranking/highlight";
import { toProblem } from "../../http/error-answer";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { requireModelOf } from "../../storage/require-indexable";
import { cursorOf, searchPosition } from "./cursor";
import { findMatches } from "./matches";
import { queryVectors } from "./query-vectors";
import type { Search } from "./request";
import type { SearchResponse } from "./response";
import { toSearchResults } from "./results";
import type { SearchedStore } from "./searched-store";

/** What became of the order that was asked for. */
function describeReranking(model: string, error: EmbeddingError | undefined, { requestId }: RequestContext) {
  return { model, applied: !error, ...(error ? { problem: toProblem(error, requestId) } : {}) };
}

/**
 * The stored embeddings that are most similar to texts, a vector or one of them. Throws what reading, generating or asking
 * the index throws, and 409 or 422 where the index has no such vectors.
 */
export async function search(request: Search, store: SearchedStore, context: RequestContext): Promise<SearchResponse> {
  const { index, bucket, model } = store;
  requireModelOf(index, model);
  const position = searchPosition(request, store);
  const queries = await queryVectors(request, store, context);
  const { matches, next, rerankError } = await findMatches(request, queries.queries, position, store, context);
  const texts = queries.queries.flatMap(({ text }) => text ?? []);
  const highlights = request.highlight ? highlighter(texts) : undefined;
  const included = { include: request.include, highlights };
  const { results, leftOut } = await toSearchResults(matches, included, bucket, context);
  return {
    results,
    ...(leftOut > 0 ? { left_out: leftOut } : {}),
    next_cursor: cursorOf(next && { ...next, asOfMs: position.asOfMs }, request, store),
    mode: request.mode,
    ...(store.reranked ? { rerank: describeReranking(store.reranked.model.id, rerankError, context) } : {}),
    model: model.id,
    truncated: queries.truncated,
    input_token_count: queries.inputTokens ?? null,
    processing_time_ms: elapsedMs(context),
  };
}
