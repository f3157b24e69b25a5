import { isUnspaced } from "./words";

/** Finds a phrase in texts of the same case, however their lines are broken. */
export function phrasePattern(phrase: string): RegExp {
  const words = phrase.trim().split(/\s+/);
  return new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s+"), "g");
}

/** How often a text has a phrase that is not a part of a longer word. */
export function countOccurrences(text: string, phrase: RegExp): number {
  let count = 0;
  for (const { 0: found, index } of text.matchAll(phrase)) {
    if (isApart(text, index) && isApart(text, index + found.length)) count += 1;
  }
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
