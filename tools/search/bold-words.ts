import { markedParts } from "../../embedding/ranking/marked-parts";

/** A text with what a search by the query highlights in bold. */
export function boldWords(text: string, query: string, bold: (word: string) => string): string {
  return markedParts(text, query)
    .map((part) => (part.isMarked ? bold(part.text) : part.text))
    .join("");
}
