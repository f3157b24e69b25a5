/** How often a text has what is looked for, and how long it is, in words. */
export interface TermCounts {
  readonly counts: readonly number[];
  readonly length: number;
}

/** The usual ones: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), https://doi.org/10.1561/1500000019 */
const k1 = 1.2;
const b = 0.75;

/**
 * The scores of texts by BM25, with how many of these very texts have a term. Never below 0, as in Lucene, whose logarithm
 * has 1 added: https://lucene.apache.org/core/10_0_0/core/org/apache/lucene/search/similarities/BM25Similarity.html
 */
export function bm25(texts: readonly TermCounts[]): number[] {
  const meanLength = texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
  const [{ counts: terms } = { counts: [] }] = texts;
  const weights = terms.map((_, term) => {
    const having = texts.filter(({ counts }) => (counts[term] ?? 0) > 0).length;
    return Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
  });
  return texts.map(({ counts, length }) => {
    const norm = k1 * (1 - b + b * (length / (meanLength || 1)));
    return counts.reduce((sum, count, term) => sum + ((weights[term] ?? 0) * count * (k1 + 1)) / (count + norm), 0);
  });
}
