import { queryWords } from "../../../embedding/ranking/query-words";

/** A text with the words of a query marked. */
export function MarkedText({ text, query }: { readonly text: string; readonly query: string }) {
  return <>{markedParts(text, query).map((part) => (part.isMarked ? <mark>{part.text}</mark> : part.text))}</>;
}

/** The parts of a text, one after another. */
function markedParts(text: string, query: string): { readonly text: string; readonly isMarked: boolean }[] {
  const words = queryWords(query);
  if (!words) return [{ text, isMarked: false }];
  const matches = text.match(words) ?? [];
  const parts = text.split(words).flatMap((between, index) => [
    { text: between, isMarked: false },
    { text: matches[index] ?? "", isMarked: true },
  ]);
  return parts.filter((part) => part.text !== "");
}
