const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The words of a query that tell something of a text: not those of one or two letters, as articles are. */
function wordsOf(query: string): string[] {
  const words = [...segmenter.segment(query)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return words.filter((word) => word.length > 2 || !/^\p{Script=Latin}+$/u.test(word));
}

/** A text with the words of a query in bold, whatever their case, and also where they go on, as with a plural. */
export function boldWords(text: string, query: string, bold: (word: string) => string): string {
  const words = wordsOf(query).toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return text;
  const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|");
  // Where words are not apart, as in Chinese, they begin anywhere.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}](?<!\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}|\\p{Script=Thai}))(?:${any})`,
    "giu",
  );
  return text.replace(pattern, (word) => bold(word));
}
