import type { Encoder } from "./encoder";
import { weightedStems } from "./weighted-stems";
import { wordVector } from "./word-vector";

/** Vectors of words alone: the same for the same text on every machine, and quick. */
export const wordsEncoder: Encoder = { encode: async (text, args) => wordVector(weightedStems(text), args) };
