import { useMemo } from "preact/hooks";
import { markedParts } from "../../../embedding/ranking/marked-parts";

/** A text with what a search by the query highlights marked. */
export function MarkedText({ text, query }: { readonly text: string; readonly query: string }) {
  const parts = useMemo(() => markedParts(text, query), [text, query]);
  return <>{parts.map((part) => (part.isMarked ? <mark>{part.text}</mark> : part.text))}</>;
}
