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
