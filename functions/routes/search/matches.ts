import { fuseRankings } from "../../../embedding/ranking/fuse-rankings";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { findCandidates, type SearchMatch } from "./candidates";
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
  const { candidates, mode, top_k } = search;
  const orders = ordersCandidates(search, mode);
  const count = orders ? (candidates ?? Math.max(candidateCounts.default, top_k)) : top_k;
  const found = await Promise.all(queries.map((query) => findCandidates(query, { ...search, count }, index, context)));
  const [only = [], ...others] = found;
  const ordered = others.length > 0 ? fused(found) : only;
  return orders ? ordered.slice(0, top_k) : ordered;
}

/** The candidates of several queries, each with the best that it is of for any of them. */
function fused(rankings: readonly (readonly SearchMatch[])[]): SearchMatch[] {
  return fuseRankings(rankings).map(({ found, score }) => {
    const closest = found.reduce((one, other) => (other.distance < one.distance ? other : one));
    const textScores = found.flatMap(({ scores }) => scores.text_score ?? []);
    const textScore = textScores.length > 0 ? { text_score: Math.max(...textScores) } : {};
    return { ...closest, score, scores: { vector_score: 1 - closest.distance, ...textScore } };
  });
}
