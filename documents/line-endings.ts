/** A text in which a line feed ends each line, and two a paragraph, where it has other ends of lines that Unicode knows. */
export function unifyLineEndings(text: string): string {
  return text.replace(/\r\n?|[\u{85}\u{2028}]/gu, "\n").replaceAll("\u{2029}", "\n\n");
}
