import type { EmbeddingError } from "../../../embedding/errors";
import { fuseRankings } from "../../../embedding/ranking/fuse-rankings";
import { groupBy } from "../../../embedding/ranking/group-by";
import type { RequestContext } from "../../http/request-context";
import { findAllCandidates } from "./all-candidates";
import { findCandidates, indexQuery, type SearchMatch, toMatches } from "./candidates";
import type { Position, SearchPosition } from "./cursor";
import { diverse } from "./diverse";
import { candidateCounts, ordersCandidates } from "./mode";
import type { SearchedQuery } from "./query-vectors";
import type { Search } from "./request";
import { rerank } from "./rerank";
import type { SearchedStore } from "./searched-store";
import { walk } from "./walk";

/** Some of what a search finds. */
export interface FoundPage {
  readonly matches: readonly SearchMatch[];
  /** From where the search goes on; undefined where it finds no more. */
  readonly next: Position | undefined;
  /** Why the matches are not in the order of the reranker that was asked for. */
  readonly rerankError?: EmbeddingError | undefined;
}

/** What a search finds from a position on, best first. Throws what asking the index throws. */
export async function findMatches(
  search: Search,
  queries: readonly SearchedQuery[],
  position: SearchPosition,
  store: SearchedStore,
  context: RequestContext,
): Promise<FoundPage> {
  const { mode, top_k } = search;
  const [query] = queries;
  if (!query || store.reranked || ordersCandidates(search, mode)) {
    return orderedMatches(search, queries, position, store, context);
  }
  const { matches, next } = await walk(indexQuery(query, search, position), position, top_k, store.index, context);
  return { matches: toMatches(matches), next };
}

/** What a search finds that orders candidates: all of them anew for each page. */
async function orderedMatches(
  search: Search,
  queries: readonly SearchedQuery[],
  position: SearchPosition,
  { index, bucket, reranked }: SearchedStore,
  context: RequestContext,
): Promise<FoundPage> {
  const { rank } = position;
  const { candidates, mode, group_by, group_size = 1, diversity = 0, top_k } = search;
  const count = ordersCandidates(search, mode)
    ? (candidates ?? Math.max(candidateCounts.default, top_k))
    : (reranked?.candidates ?? top_k);
  const [query, ...others] = queries;
  const counted = { ...search, position, count };
  const fused =
    query && others.length === 0
      ? await findCandidates(query, counted, index, context)
      : fusedMatches(await findAllCandidates(queries, counted, index, context));
  const { matches: best, error } = reranked
    ? await rerank(query?.text ?? "", fused, reranked, bucket, context)
    : { matches: fused };
  const end = rank + top_k;
  // Of groups it is not known before how many matches they take.
  const most = group_by === undefined ? end + 1 : best.length;
  const ordered = diversity > 0 ? await diverse(best, { diversity, count: most }, index, context) : best;
  const groups = group_by === undefined ? ordered.map((match) => [match]) : grouped(ordered, group_by, group_size);
  return {
    matches: groups.slice(rank, end).flat(),
    next: end < groups.length ? { rank: end } : undefined,
    rerankError: error,
  };
}

/** What several queries found, each with the best that it is of for any of them. */
function fusedMatches(rankings: readonly (readonly SearchMatch[])[]): SearchMatch[] {
  return fuseRankings(rankings).map(({ found, score }) => {
    const closest = found.reduce((one, other) => (other.distance < one.distance ? other : one));
    const textScores = found.flatMap(({ scores }) => scores.text_score ?? []);
    const textScore = textScores.length > 0 ? { text_score: Math.max(...textScores) } : {};
    const text = found.find((match) => match.text !== undefined)?.text;
    return { ...closest, text, score, scores: { vector_score: 1 - closest.distance, ...textScore } };
  });
}

function grouped(matches: readonly SearchMatch[], key: string, size: number): SearchMatch[][] {
  const keyOf = ({ metadata }: SearchMatch) => (Object.hasOwn(metadata, key) ? metadata[key] : undefined);
  return groupBy(matches, keyOf, size).map(({ key: group, items }) => items.map((match) => ({ ...match, group })));
}
