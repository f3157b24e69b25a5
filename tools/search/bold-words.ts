import { queryWords } from "../../embedding/ranking/query-words";

/** A text with the words of a query in bold. */
export function boldWords(text: string, query: string, bold: (word: string) => string): string {
  const words = queryWords(query);
  return words ? text.replace(words, (word) => bold(word)) : text;
}
