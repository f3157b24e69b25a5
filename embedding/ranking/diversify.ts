import { dotProduct } from "../similarity";
import { toUnitLength } from "../unit-length";
import type { Vector } from "../vector";

/** What may be like another. */
export interface Comparable {
  /** How well it fits, at most 1. */
  readonly score: number;
  readonly vector: Vector;
}

/**
 * The first `count` of candidates by maximal marginal relevance: one after another what fits best and is the least similar
 * to what came before, of which `diversity` weighs the second, from 0 to 1; of equal ones the earlier. Carbonell and
 * Goldstein, "The use of MMR" (1998), https://doi.org/10.1145/290941.291025
 */
export function diversify<Candidate extends Comparable>(
  candidates: readonly Candidate[],
  diversity: number,
  count: number,
): Candidate[] {
  const left = candidates.map((candidate) => ({
    candidate,
    direction: toUnitLength(candidate.vector),
    likeness: Number.NEGATIVE_INFINITY,
  }));
  const chosen: Candidate[] = [];
  while (left.length > 0 && chosen.length < count) {
    const worth = left.map(({ candidate: { score }, likeness }) => {
      const repeats = Number.isFinite(likeness) ? likeness : 0;
      return (1 - diversity) * score - diversity * repeats;
    });
    const best = worth.indexOf(Math.max(...worth));
    const [next] = left.splice(best, 1);
    if (!next) break;
    chosen.push(next.candidate);
    for (const other of left) other.likeness = Math.max(other.likeness, dotProduct(other.direction, next.direction));
  }
  return chosen;
}
