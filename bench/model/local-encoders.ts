import type { Encoder } from "../../local/model/encoder";
import { SentencePool } from "../../local/model/sentences/sentence-pool";
import { sentencesEncoder } from "../../local/model/sentences/sentences-encoder";
import { wordsEncoder } from "../../local/model/words-encoder";

/** The encoders that `npm start` has without anything else, by what `--model` calls them. */
export function localEncoders(): { name: string; encoder: Encoder; close: () => Promise<void> }[] {
  const pool = new SentencePool();
  return [
    { name: "sentences", encoder: sentencesEncoder(pool), close: () => pool.close() },
    { name: "words", encoder: wordsEncoder, close: async () => {} },
  ];
}
