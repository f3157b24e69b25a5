/** A text as a tool answers it. */
export interface ClippedText {
  readonly text: string;
  /** Whether it is only the beginning; absent where it is all. */
  readonly text_truncated?: true;
}

/** The beginning of a text, as valid Unicode: so many of UTF-16's units at the most. */
export function clippedText(text: string, maxLength: number): ClippedText {
  if (text.length <= maxLength) return { text: text.toWellFormed() };
  // Half of a surrogate pair would be left at the end.
  const end = /[\ud800-\udbff]/.test(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
  return { text: text.slice(0, end).toWellFormed(), text_truncated: true };
}
