import { foldAccents } from "./fold";
import { countOccurrences, wordsOfPhrase } from "./occurrences";
import type { TextQuery } from "./text-query";
import { spacedWordsIn, termsOf, unspacedLength } from "./words";

/** What of a query a text has. */
export interface QueryCounts {
  /** How often it has each word, by its parts too, and each identifier. */
  readonly counts: readonly number[];
  /** How often it has each identifier alone. */
  readonly identifiers: readonly number[];
  /** How many words the text has. */
  readonly length: number;
}

/** How many characters a word has in a script without spaces, by which the length of a text is judged. */
const charactersOfWord = 2;

/** Counts what a query looks for in one text after another. */
export function termCounter({ terms, written, identifiers }: TextQuery): (text: string) => QueryCounts {
  const places = new Map(terms.map((term, place) => [term, place]));
  const [wholes, named] = [written.map(wordsOfPhrase), identifiers.map(wordsOfPhrase)];
  const looksForWritten = wholes.length + named.length > 0;
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
    const words = spacedWordsIn(folded);
    const counts = new Array<number>(terms.length).fill(0);
    for (const word of words) for (const place of placesOf(word)) counts[place] = (counts[place] ?? 0) + 1;
    const lowerCase = looksForWritten ? folded.toLowerCase() : "";
    const occurring = (phrases: readonly (readonly string[])[]) =>
      phrases.map((phrase) => countOccurrences(lowerCase, phrase));
    const found = occurring(named);
    return {
      counts: [...counts, ...occurring(wholes), ...found],
      identifiers: found,
      length: words.length + unspacedLength(folded) / charactersOfWord,
    };
  };
}
