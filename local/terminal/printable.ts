/**
 * A text that may quote what a client sent, without what a terminal would take for commands, and all but its first line
 * indented, so that none of it passes for the line of another request.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, "�").replaceAll("\n", "\n  ");
}
