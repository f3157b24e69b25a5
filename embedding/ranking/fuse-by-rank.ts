/**
 * What the ranks of something in several rankings are together by reciprocal rank fusion: 1 where it is the first in each,
 * less the later it comes. A rank starts at 0, and is undefined where the ranking does not have it. `k` is how little the
 * first ranks differ: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion" (2009), https://doi.org/10.1145/1571941.1572114
 */
export function fuseByRank(ranks: readonly (number | undefined)[], k: number): number {
  const sum = ranks.reduce<number>((total, rank) => total + (rank === undefined ? 0 : 1 / (k + 1 + rank)), 0);
  return (sum * (k + 1)) / ranks.length;
}
