import { isUnspaced } from "./words";

/** A part of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

/** Finds a phrase in texts of the same case, however their lines are broken. */
export function phrasePattern(phrase: string): RegExp {
  const words = phrase.trim().split(/\s+/);
  return new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s+"), "g");
}

/** Where a text has a phrase that is not a part of a longer word. */
export function* occurrencesOf(text: string, phrase: RegExp): Generator<Span> {
  for (const { 0: found, index: start } of text.matchAll(phrase)) {
    const end = start + found.length;
    if (isApart(text, start) && isApart(text, end)) yield { start, end };
  }
}

/** How often a text has such a phrase. */
export function countOccurrences(text: string, phrase: RegExp): number {
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
