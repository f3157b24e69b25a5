import type { TermCounts } from "./bm25";
import { foldAccents } from "./fold";
import { countOccurrences, phrasePattern } from "./occurrences";
import type { TextQuery } from "./text-query";
import { spacedWordsIn, termsOf, unspacedLength } from "./words";

/** How many characters a word has in a script without spaces, by which the length of a text is judged. */
const charactersOfWord = 2;

/** Counts what a query looks for in one text after another. */
export function termCounter({ terms, written }: Pick<TextQuery, "terms" | "written">): (text: string) => TermCounts {
  const places = new Map(terms.map((term, place) => [term, place]));
  const patterns = written.map(phrasePattern);
  // Texts repeat their words, and each other's.
  const placesOfWords = new Map<string, readonly number[]>();
  const placesOf = (word: string) => {
    const known = placesOfWords.get(word);
    if (known) return known;
    const found = [...new Set(termsOf(word))].flatMap((term) => places.get(term) ?? []);
    placesOfWords.set(word, found);
    return found;
  };
  return (text) => {
    const folded = foldAccents(text);
    const counts = new Array<number>(terms.length).fill(0);
    const words = spacedWordsIn(folded);
    for (const word of words) for (const place of placesOf(word)) counts[place] = (counts[place] ?? 0) + 1;
    const lowerCase = patterns.length > 0 ? folded.toLowerCase() : "";
    return {
      counts: [...counts, ...patterns.map((pattern) => countOccurrences(lowerCase, pattern))],
      length: words.length + unspacedLength(folded) / charactersOfWord,
    };
  };
}
