import { fuseRankings } from "../../../embedding/ranking/fuse-rankings";
import { groupBy } from "../../../embedding/ranking/group-by";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { findCandidates, indexQuery, type SearchMatch, toMatches } from "./candidates";
import type { Position } from "./cursor";
import { diverse } from "./diverse";
import { candidateCounts, ordersCandidates } from "./mode";
import type { SearchedQuery } from "./query-vectors";
import type { Search } from "./request";
import { walk } from "./walk";

/** Some of what a search finds. */
export interface FoundPage {
  readonly matches: readonly SearchMatch[];
  /** From where the search goes on; undefined where it finds no more. */
  readonly next: Position | undefined;
}

/** What a search finds from a position on, best first. Throws what asking the index throws. */
export async function findMatches(
  search: Search,
  queries: readonly SearchedQuery[],
  position: Position,
  index: Index,
  context: CallContext,
): Promise<FoundPage> {
  const { mode, top_k } = search;
  const [query] = queries;
  if (!query || ordersCandidates(search, mode)) return orderedMatches(search, queries, position, index, context);
  const { matches, next } = await walk(indexQuery(query, search), position, top_k, index, context);
  return { matches: toMatches(matches), next };
}

/** What a search finds that orders candidates: all of them anew for each page. */
async function orderedMatches(
  search: Search,
  queries: readonly SearchedQuery[],
  { rank }: Position,
  index: Index,
  context: CallContext,
): Promise<FoundPage> {
  const { candidates, group_by, group_size = 1, diversity = 0, top_k } = search;
  const count = candidates ?? Math.max(candidateCounts.default, top_k);
  const found = await Promise.all(queries.map((query) => findCandidates(query, { ...search, count }, index, context)));
  const [only = [], ...others] = found;
  const fused = others.length > 0 ? fusedMatches(found) : only;
  const end = rank + top_k;
  // Of groups it is not known before how many matches they take.
  const most = group_by === undefined ? end + 1 : fused.length;
  const ordered = diversity > 0 ? await diverse(fused, { diversity, count: most }, index, context) : fused;
  const groups = group_by === undefined ? ordered.map((match) => [match]) : grouped(ordered, group_by, group_size);
  return { matches: groups.slice(rank, end).flat(), next: end < groups.length ? { rank: end } : undefined };
}

/** What several queries found, each with the best that it is of for any of them. */
function fusedMatches(rankings: readonly (readonly SearchMatch[])[]): SearchMatch[] {
  return fuseRankings(rankings).map(({ found, score }) => {
    const closest = found.reduce((one, other) => (other.distance < one.distance ? other : one));
    const textScores = found.flatMap(({ scores }) => scores.text_score ?? []);
    const textScore = textScores.length > 0 ? { text_score: Math.max(...textScores) } : {};
    return { ...closest, score, scores: { vector_score: 1 - closest.distance, ...textScore } };
  });
}

function grouped(matches: readonly SearchMatch[], key: string, size: number): SearchMatch[][] {
  const keyOf = ({ metadata }: SearchMatch) => (Object.hasOwn(metadata, key) ? metadata[key] : undefined);
  return groupBy(matches, keyOf, size).map(({ key: group, items }) => items.map((match) => ({ ...match, group })));
}
