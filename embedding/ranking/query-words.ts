const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** Words of questions, and between others, that are in every text. */
const common = new Set(
  (
    "about and any are because been but can could did does for from get had has have her his how into its may more not off " +
    "one our out should some such than that the their them then there these they this those use was were what when where " +
    "which while who whom whose why will with would you your"
  ).split(" "),
);

/** Whether a word tells something of a text: those of one or two letters, as articles are, and the commonest do not. */
export function isTelling(word: string): boolean {
  return (word.length > 2 && !common.has(word.toLowerCase())) || !/^\p{Script=Latin}+$/u.test(word);
}

/** The words of a query that tell something of a text. */
function tellingWords(query: string): string[] {
  const words = [...segmenter.segment(query)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return words.filter(isTelling);
}

/**
 * Finds the words of a query in a text, whatever their case, and also where they go on, as with a plural; undefined where
 * the query has none that tells something.
 */
export function queryWords(query: string): RegExp | undefined {
  const words = tellingWords(query).toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return undefined;
  const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|");
  // Where words are not apart, as in Chinese, they begin anywhere.
  return new RegExp(
    `(?<![\\p{L}\\p{N}](?<!\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}|\\p{Script=Thai}))(?:${any})`,
    "giu",
  );
}
