import { fuseRankings } from "../../../embedding/ranking/fuse-rankings";
import { groupBy } from "../../../embedding/ranking/group-by";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { findCandidates, type SearchMatch } from "./candidates";
import { diverse } from "./diverse";
import { candidateCounts, ordersCandidates } from "./mode";
import type { SearchedQuery } from "./query-vectors";
import type { Search } from "./request";

/** The best matches of a search, best first. Throws what asking the index throws. */
export async function findMatches(
  search: Search,
  queries: readonly SearchedQuery[],
  index: Index,
  context: CallContext,
): Promise<SearchMatch[]> {
  const { candidates, mode, group_by, group_size = 1, diversity = 0, top_k } = search;
  const orders = ordersCandidates(search, mode);
  const count = orders ? (candidates ?? Math.max(candidateCounts.default, top_k)) : top_k;
  const found = await Promise.all(queries.map((query) => findCandidates(query, { ...search, count }, index, context)));
  const [only = [], ...others] = found;
  const fused = others.length > 0 ? fusedMatches(found) : only;
  if (!orders) return fused;
  // Of groups it is not known before how many matches they take.
  const chosen = group_by === undefined ? top_k : fused.length;
  const ordered = diversity > 0 ? await diverse(fused, { diversity, count: chosen }, index, context) : fused;
  return group_by === undefined
    ? ordered.slice(0, top_k)
    : grouped(ordered, group_by, group_size).slice(0, top_k).flat();
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
