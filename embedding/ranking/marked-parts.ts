import { highlighter } from "./highlight";

/** A part of a text, and whether it is of what a query looks for. */
export interface TextPart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The parts of a text, one after another, of which those are marked that a search by the query highlights. */
export function markedParts(text: string, query: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const span of highlighter([query])(text)) {
    parts.push({ text: text.slice(end, span.start), isMarked: false });
    parts.push({ text: text.slice(span.start, span.end), isMarked: true });
    end = span.end;
  }
  return [...parts, { text: text.slice(end), isMarked: false }].filter((part) => part.text !== "");
}
