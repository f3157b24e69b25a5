import { fuseByRank } from "./fuse-by-rank";

/**
 * How little the first ranks differ. Several texts agree less than vectors and words of one: with the usual 60, what is in the
 * middle of all rankings came before what is the first of one.
 */
const k = 10;

/** What several rankings have of one candidate. */
export interface Fused<Candidate> {
  /** It as each ranking that has it does, at least once. */
  readonly found: readonly Candidate[];
  /** From 0 to 1, which is the first in all of them. */
  readonly score: number;
}

/** All candidates of several rankings, which may have the same, best first, and what is equal as it came first. */
export function fuseRankings<Candidate extends { readonly id: string }>(
  rankings: readonly (readonly Candidate[])[],
): Fused<Candidate>[] {
  const places = new Map<string, { found: Candidate[]; ranks: (number | undefined)[] }>();
  for (const [ranking, candidates] of rankings.entries()) {
    for (const [rank, candidate] of candidates.entries()) {
      const place = places.get(candidate.id) ?? { found: [], ranks: rankings.map(() => undefined) };
      place.found.push(candidate);
      place.ranks[ranking] = rank;
      places.set(candidate.id, place);
    }
  }
  return [...places.values()]
    .map(({ found, ranks }) => ({ found, score: fuseByRank(ranks, k) }))
    .toSorted((one, other) => other.score - one.score);
}
