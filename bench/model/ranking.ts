/** How well an order of texts finds the relevant ones. */
export interface RankingQuality {
  /** Normalized discounted cumulative gain of the first ten, where each relevant text gains 1. */
  readonly ndcg10: number;
  /** What part of the relevant texts is among the first hundred. */
  readonly recall100: number;
}

/** The quality of the ids of texts in order, of which some are relevant. */
export function rankingQuality(ranked: readonly number[], relevant: ReadonlySet<number>): RankingQuality {
  const gain = (isRelevant: (rank: number) => boolean) =>
    Array.from({ length: 10 }, (_, rank) => (isRelevant(rank) ? 1 / Math.log2(rank + 2) : 0)).reduce((a, b) => a + b);
  const isFound = (id: number | undefined) => id !== undefined && relevant.has(id);
  return {
    ndcg10: gain((rank) => isFound(ranked[rank])) / gain((rank) => rank < relevant.size),
    recall100: ranked.slice(0, 100).filter(isFound).length / relevant.size,
  };
}
