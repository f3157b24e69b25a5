/**
 * How many characters of a script make a token, by the first code point of its blocks, in their order; undefined for as
 * many as the model documents, which is of English. Of other scripts no model documents any: these are of public
 * tokenizers for many languages, in round numbers and rather too few, so that what a model refuses is not taken.
 * https://arxiv.org/abs/2305.15425
 */
const scripts: readonly { readonly from: number; readonly charactersPerToken: number | undefined }[] = [
  { from: 0, charactersPerToken: undefined },
  // Digits, of which tokens have up to three.
  { from: 0x30, charactersPerToken: 3 },
  { from: 0x3a, charactersPerToken: undefined },
  // Greek, Cyrillic, Armenian.
  { from: 0x370, charactersPerToken: 3 },
  // Hebrew, Arabic; the scripts of India and Sri Lanka, Thai, Lao.
  { from: 0x590, charactersPerToken: 2 },
  // Tibetan, Burmese, Georgian, Ethiopic, Khmer, Mongolian and others that are rare.
  { from: 0xf00, charactersPerToken: 1 },
  // Phonetic and accented Latin letters.
  { from: 0x1d00, charactersPerToken: undefined },
  // Greek with accents.
  { from: 0x1f00, charactersPerToken: 3 },
  // Dashes, quotation marks, blanks.
  { from: 0x2000, charactersPerToken: undefined },
  // Symbols, Chinese, Japanese, Korean, emoji.
  { from: 0x2070, charactersPerToken: 1 },
];

/**
 * How many sixths of a token each UTF-16 code unit is, whole numbers for all scripts, or 0 of what counts as English:
 * halves of surrogate pairs are of the last one.
 */
const sixthsOf = new Uint8Array(0x1_0000);
for (const { from, charactersPerToken } of scripts)
  sixthsOf.fill(6 / (charactersPerToken ?? Number.POSITIVE_INFINITY), from);

/** What a character makes one piece with: the same, of symbols just the same symbol, and after capitals letters too. */
const blank = 0;
const capitals = 1;
const letters = 2;

/** The piece of each UTF-16 code unit of what counts as English does, a symbol's being itself; of all others, none. */
const pieceOf = Uint16Array.from({ length: 0x1_0000 }, (_, unit) => {
  if (sixthsOf[unit] !== 0) return blank;
  const character = String.fromCharCode(unit);
  if (/\s/.test(character) || unit <= letters) return blank;
  if (/\p{Lu}/u.test(character)) return capitals;
  return /[\p{L}\p{M}]/u.test(character) ? letters : unit;
});

/**
 * About how many tokens a model with so many characters of English to a token makes of a text, which only the model can
 * tell. A word and a symbol are one at the least: those are more than of prose in code, in keys and in base64.
 */
export function countTokens(text: string, charactersPerToken: number): number {
  let english = 0;
  let sixths = 0;
  let pieces = 0;
  let previous = blank;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // The second half of a surrogate pair is none of its own.
    if (unit >= 0xdc00 && unit <= 0xdfff) continue;
    const ofOthers = sixthsOf[unit] ?? 0;
    if (ofOthers === 0) english++;
    else sixths += ofOthers;
    const piece = pieceOf[unit] ?? blank;
    if (piece === previous) continue;
    if (piece !== blank && !(piece === letters && previous === capitals)) pieces++;
    previous = piece;
  }
  return Math.ceil(sixths / 6 + Math.max(english / charactersPerToken, pieces));
}
