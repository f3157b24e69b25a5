import { hash } from "node:crypto";

/** How much a character trigram weighs against a whole word. */
const trigramWeight = 0.3;

/**
 * A deterministic stand-in for a model's embedding: words and the character trigrams in them, hashed to signed
 * positions (feature hashing). Texts that share words come out closer; it knows nothing of meaning. In another space
 * the same words take other positions, so that vectors of two models have nothing in common.
 */
export function lexicalEmbedding(text: string, dimension: number, normalize: boolean, space = ""): number[] {
  const vector = new Array<number>(dimension).fill(0);
  const add = (feature: string, weight: number) => {
    // A character for each byte: to make buffers of them takes longer than to hash them.
    const digest = hash("sha256", space + feature, "binary");
    const position = uint32(digest) % dimension;
    vector[position] = (vector[position] ?? 0) + (digest.charCodeAt(4) & 1 ? weight : -weight);
  };

  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [text];
  for (const word of words) {
    add(`word ${word}`, 1);
    const characters = [...` ${word} `];
    for (let start = 0; start + 3 <= characters.length; start++) {
      add(`trigram ${characters.slice(start, start + 3).join("")}`, trigramWeight);
    }
  }

  const length = Math.hypot(...vector);
  return vector.map((value) => Math.fround(normalize && length > 0 ? value / length : value));
}

/** The number in the first four bytes, the lowest one first. */
function uint32(bytes: string): number {
  return [3, 2, 1, 0].reduce((number, index) => number * 256 + bytes.charCodeAt(index), 0);
}
