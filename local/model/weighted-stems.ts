import { stemmer } from "stemmer";
import { wordWeight } from "./word-weight";
import { wordsOf } from "./words";

/** What the commonest words count where a text has no others. */
const leastWeight = 0.1;

/** The stem of words of a text. */
export interface WeightedStem {
  readonly stem: string;
  /** Above 0, and at most 1: how rare the word is. */
  readonly weight: number;
  /** At least 1: how often it is there, by its logarithm. */
  readonly frequency: number;
}

/** The stems of a text's words, each once, without words that tell nothing; never empty. */
export function weightedStems(text: string): WeightedStem[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => wordWeight(word) > 0);
  const [chosen = [text]] = [telling, words].filter(({ length }) => length > 0);
  const found = new Map<string, { weight: number; count: number }>();
  for (const word of chosen) {
    const stem = stemmer(word);
    const { weight = leastWeight, count = 0 } = found.get(stem) ?? {};
    found.set(stem, { weight: Math.max(weight, wordWeight(word)), count: count + 1 });
  }
  return [...found].map(([stem, { weight, count }]) => ({ stem, weight, frequency: 1 + Math.log(count) }));
}

/** How rare the words of a text are on the whole, above 0 and at most 1. */
export function meanWeight(stems: readonly WeightedStem[]): number {
  const squares = (of: (stem: WeightedStem) => number) => stems.reduce((sum, stem) => sum + of(stem) ** 2, 0);
  return Math.sqrt(squares(({ weight, frequency }) => weight * frequency) / squares(({ frequency }) => frequency));
}
