/** How much is quoted of what others wrote. */
export const maxQuotedCharacters = 64;

/** The beginning of a text of any length, which others wrote, as valid Unicode: to quote it in a message. */
export function abbreviate(text: string): string {
  const start = text.length > maxQuotedCharacters ? `${text.slice(0, maxQuotedCharacters)}…` : text;
  return start.toWellFormed();
}
