import { lengthOf } from "../../../embedding/unit-length";
import type { Encoder } from "../encoder";
import { ofLength } from "../of-length";
import { meanWeight, weightedStems } from "../weighted-stems";
import { wordVector } from "../word-vector";
import { fold } from "./fold";
import { latinShare } from "./latin-share";
import { piecesOf } from "./pieces";
import type { SentencePool } from "./sentence-pool";

/** The numbers of the sentence encoder's own vectors. */
const sentenceNumbers = 512;

/** What words of the rarest kind count beside the sentence: so both count about the same in texts on some matter. */
const wordsWeight = 1.2;

/**
 * Half of the numbers are by a sentence encoder, which knows what English means, and half by words, which tell what it never
 * saw: the more, the rarer they are. So far as a text is in another script than Latin, its words count alone.
 */
export function sentencesEncoder(pool: Pick<SentencePool, "vector">): Encoder {
  return {
    encode: async (text, { dimension, space }) => {
      const numbers = Math.min(sentenceNumbers, Math.floor(dimension / 2));
      const known = latinShare(text);
      const sentence =
        known > 0 ? fold(await sentenceVector(text, pool), numbers, space) : new Array<number>(numbers).fill(0);
      const stems = weightedStems(text);
      const words = wordVector(stems, { dimension: dimension - numbers, space });
      const both = [...ofLength(sentence, Math.sqrt(known)), ...ofLength(words, wordsWeight * meanWeight(stems))];
      return ofLength(both, lengthOf(words));
    },
  };
}

/** The mean of a text's pieces. */
async function sentenceVector(text: string, pool: Pick<SentencePool, "vector">): Promise<Float32Array> {
  const mean = new Float32Array(sentenceNumbers);
  // The encoder's vocabulary has no other space.
  const pieces = piecesOf(text.replace(/\s+/gu, " "));
  for (const vector of await Promise.all(pieces.map((piece) => pool.vector(piece)))) {
    for (const [index, value] of vector.entries()) mean[index] = (mean[index] ?? 0) + value / pieces.length;
  }
  return mean;
}
