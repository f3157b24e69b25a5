import { hash } from "node:crypto";
import type { EncodeArgs } from "./encoder";
import type { WeightedStem } from "./weighted-stems";

/** How much a character trigram weighs against the word that it is of: by them, misspelt words are found. */
const trigramWeight = 0.2;

/**
 * A vector of words, without knowing what they mean: their stems, and the trigrams of these, are hashed to signed positions
 * (feature hashing), by how rare and how frequent they are.
 */
export function wordVector(stems: readonly WeightedStem[], { dimension, space }: EncodeArgs): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const [feature, weight] of features(stems)) {
    // A character for each byte: to make buffers of them takes longer than to hash them.
    const digest = hash("sha256", space + feature, "binary");
    const position = uint32(digest) % dimension;
    vector[position] = (vector[position] ?? 0) + (digest.charCodeAt(4) & 1 ? weight : -weight);
  }
  return vector;
}

/** What is hashed, each once with its weight. */
function features(stems: readonly WeightedStem[]): Map<string, number> {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number) => features.set(feature, (features.get(feature) ?? 0) + weight);
  for (const { stem, weight, frequency } of stems) {
    add(`word ${stem}`, weight * frequency);
    const characters = [...` ${stem} `];
    for (let start = 0; start + 3 <= characters.length; start++) {
      add(`trigram ${characters.slice(start, start + 3).join("")}`, trigramWeight * weight * frequency);
    }
  }
  return features;
}

/** The number in the first four bytes, the lowest one first. */
function uint32(bytes: string): number {
  return [3, 2, 1, 0].reduce((number, index) => number * 256 + bytes.charCodeAt(index), 0);
}
