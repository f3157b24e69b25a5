import { foldAccents } from "../../embedding/ranking/fold";
import { isUnspaced } from "../../embedding/ranking/words";

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** The words of a text in any script, in lower case and without the accents of Latin letters; empty where it has none. */
export function wordsOf(text: string): string[] {
  const runs =
    foldAccents(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return runs.flatMap((run) =>
    isUnspaced(run) ? Array.from(segmenter.segment(run), ({ segment }) => segment) : [run],
  );
}
