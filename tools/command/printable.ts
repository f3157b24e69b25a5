/** A line without the characters that a terminal obeys, which may come from what others wrote. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, escaped);
}

/** Likewise a text, whose lines and tabs stay. */
export function printableText(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, escaped);
}

/** A text with each of its lines indented, but for empty ones. */
export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
