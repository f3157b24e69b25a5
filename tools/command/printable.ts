/** A line without the characters that a terminal obeys, which may come from what others wrote. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
