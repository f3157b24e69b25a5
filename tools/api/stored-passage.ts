import { indented, printable, printableText } from "../command/printable";

/** What is said of a stored passage: where it stands, by what its metadata says. */
export function placeOf(metadata: Readonly<Record<string, unknown>> = {}): string {
  const { heading, source, line, page } = metadata;
  const at = line !== undefined ? `:${line}` : page !== undefined ? `, page ${page}` : "";
  const parts = [heading, source === undefined ? undefined : `${source}${at}`];
  return printable(parts.filter((part) => part !== undefined).join(" · "));
}

/** A passage's text, indented, without empty lines at its ends. */
export function passageText(text: string): string {
  return indented(printableText(text.replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")).replace(/^\s*\n|\s+$/g, ""));
}
