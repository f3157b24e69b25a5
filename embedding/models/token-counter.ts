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

/** Counts about how many tokens a model makes of characters, which only the model can tell. */
export class TokenCounter {
  /** The characters so far, by their script's place in the list. */
  private readonly characters = scripts.map(() => 0);

  /** With so many characters of English to a token. */
  constructor(private readonly charactersPerToken: number) {}

  /** Counts one more code point. */
  add(codePoint: number): void {
    let index = 0;
    while ((scripts[index + 1]?.from ?? Number.POSITIVE_INFINITY) <= codePoint) index++;
    this.characters[index] = (this.characters[index] ?? 0) + 1;
  }

  /** With the fraction that all scripts together make. */
  get tokens(): number {
    return scripts.reduce(
      (sum, { charactersPerToken = this.charactersPerToken }, index) =>
        sum + (this.characters[index] ?? 0) / charactersPerToken,
      0,
    );
  }
}
