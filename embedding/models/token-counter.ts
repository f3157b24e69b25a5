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

/** The script of each UTF-16 code unit, by its place in the list: halves of surrogate pairs are of the last one. */
const scriptOf = Uint8Array.from({ length: 0x1_0000 }, (_, unit) => scripts.findLastIndex(({ from }) => from <= unit));

/** Counts about how many tokens a model makes of characters, which only the model can tell. */
export class TokenCounter {
  /** The characters so far, by their script's place in the list. */
  private readonly characters = new Float64Array(scripts.length);

  /** With so many characters of English to a token. */
  constructor(private readonly charactersPerToken: number) {}

  /** Counts the characters of one more text. */
  add(text: string): void {
    const { characters } = this;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const script = scriptOf[unit] ?? 0;
      // The second half of a surrogate pair is none of its own.
      if (unit < 0xdc00 || unit > 0xdfff) characters[script] = (characters[script] ?? 0) + 1;
    }
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

/** About how many tokens a model with so many characters of English to a token makes of a text. */
export function countTokens(text: string, charactersPerToken: number): number {
  const counter = new TokenCounter(charactersPerToken);
  counter.add(text);
  return Math.ceil(counter.tokens);
}
