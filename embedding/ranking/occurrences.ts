import { isUnspaced } from "./words";

/** A part of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

/** The words of a phrase that is not blank. They are no regular expression, which may only be so large: a quoted page is larger. */
export function wordsOfPhrase(phrase: string): readonly string[] {
  return phrase.trim().split(/\s+/);
}

/** Where a text has the words of a phrase of the same case, however its lines are broken, that are not a part of a longer word. */
export function* occurrencesOf(text: string, phrase: readonly string[]): Generator<Span> {
  const [first = "", ...more] = phrase;
  let start = text.indexOf(first);
  while (start >= 0) {
    const end = endOf(text, start + first.length, more);
    if (end !== undefined && isApart(text, start) && isApart(text, end)) yield { start, end };
    start = text.indexOf(first, end ?? start + 1);
  }
}

/** Where words end that follow in a text at a place, each after some space; undefined where they do not. */
function endOf(text: string, at: number, words: readonly string[]): number | undefined {
  const space = /\s+/y;
  let end = at;
  for (const word of words) {
    space.lastIndex = end;
    if (!space.test(text) || !text.startsWith(word, space.lastIndex)) return undefined;
    end = space.lastIndex + word.length;
  }
  return end;
}

/** How often a text has such a phrase. */
export function countOccurrences(text: string, phrase: readonly string[]): number {
  let count = 0;
  for (const _ of occurrencesOf(text, phrase)) count += 1;
  return count;
}

/** Whether no word goes on over a place in a text. */
function isApart(text: string, at: number): boolean {
  return !isOfWord(text[at - 1]) || !isOfWord(text[at]);
}

/** Words of scripts without spaces begin and end anywhere. */
function isOfWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character) && !isUnspaced(character);
}
