// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII has them.
const ascii = /^[\x00-\x7f]*$/;

/** Whether a text is of ASCII alone, for which there are faster ways. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** A text as words are compared: in one form of Unicode, without the accents of Latin letters; its case is kept. */
export function foldAccents(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
    .normalize("NFC");
}

/** A text as words are compared, and where each of its code units is from. */
export interface FoldedText {
  readonly folded: string;
  /** As long as that. */
  readonly lowerCase: string;
  /** What of the text the code unit at a place is from, in code units. */
  readonly placeOf: (at: number) => { readonly start: number; readonly end: number };
}

/** What is folded together: a character with its marks, or the letters of Hangul that make syllables. */
const foldedTogether = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;

/** {@link foldAccents} of a text, and the way back. */
export function foldedPlaces(text: string): FoldedText {
  if (isAscii(text)) {
    return { folded: text, lowerCase: text.toLowerCase(), placeOf: (at) => ({ start: at, end: at + 1 }) };
  }
  const [folded, lowerCase]: [string[], string[]] = [[], []];
  const places: { start: number; end: number }[] = [];
  for (const { 0: characters, index: start } of text.matchAll(foldedTogether)) {
    const piece = foldAccents(characters);
    const lower = piece.toLowerCase();
    folded.push(piece);
    lowerCase.push(lower.length === piece.length ? lower : piece);
    const place = { start, end: start + characters.length };
    for (let unit = 0; unit < piece.length; unit++) places.push(place);
  }
  const nowhere = { start: text.length, end: text.length };
  return { folded: folded.join(""), lowerCase: lowerCase.join(""), placeOf: (at) => places[at] ?? nowhere };
}
