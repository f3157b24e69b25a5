/** A part of a text. */
interface CutPassage {
  readonly text: string;
  /** The line of the text that it begins on, from 1. */
  readonly line: number;
  /** The heading that it stands under or begins with; undefined above the first, and in plain text. */
  readonly heading: string | undefined;
}

/** The format of a text. */
export type TextFormat = "markdown" | "plain";

/**
 * How long passages are, in UTF-16 code units: about 200 to 450 tokens of English, of which one vector says most. A
 * passage may be shorter where the text ends, or where what follows would make it too long.
 */
export const minLength = 1_000;
export const maxLength = 2_000;

interface Block {
  readonly kind: "heading" | "code" | "paragraph";
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text into passages: at headings once there is enough, else between paragraphs, and inside of one only where
 * it is longer than a passage. All that is not blank is in exactly one passage, in the text's order.
 */
export function cutTextIntoPassages(source: string, format: TextFormat): CutPassage[] {
  const passages: CutPassage[] = [];
  let pending: Block[] = [];
  let heading: string | undefined;
  let line = 1;
  let counted = 0;

  const lineAt = (position: number): number => {
    for (; counted < position; counted++) if (source[counted] === "\n") line++;
    return line;
  };
  const flush = (blocks: readonly Block[]): void => {
    const [first] = blocks;
    const last = blocks.at(-1);
    if (!first || !last) return;
    const firstHeading = blocks.find(({ kind }) => kind === "heading");
    // One that begins with its heading is under this one, and one that holds some further down is not.
    const under = firstHeading === first ? headingText(source.slice(first.start, first.end)) : heading;
    for (const [start, end] of piecesOf(source, first.start, last.end)) {
      passages.push({ text: source.slice(start, end), line: lineAt(start), heading: under });
    }
    const lastHeading = blocks.findLast(({ kind }) => kind === "heading");
    if (lastHeading) heading = headingText(source.slice(lastHeading.start, lastHeading.end));
  };

  for (const block of blocksOf(source, format)) {
    const [first] = pending;
    const last = pending.at(-1);
    const isFull = first && last && last.end - first.start >= minLength;
    if (first && block.end - first.start > maxLength) {
      // A heading goes with what it is about.
      const body = pending.findLastIndex(({ kind }) => kind !== "heading") + 1;
      flush(pending.slice(0, body));
      pending = pending.slice(body);
    } else if (isFull && block.kind === "heading" && last.kind !== "heading") {
      flush(pending);
      pending = [];
    }
    pending.push(block);
  }
  flush(pending);
  return passages;
}

/** The parts of a text that are not blank: headings, fenced code, and all else between blank lines. */
function* blocksOf(source: string, format: TextFormat): Generator<Block> {
  let open: { kind: Block["kind"]; start: number; end: number } | undefined;
  let fence: string | undefined;
  for (const { start, end } of linesOf(source)) {
    const line = source.slice(start, end);
    if (fence !== undefined && open) {
      open.end = end;
      if (closes(line, fence)) {
        yield open;
        open = fence = undefined;
      }
      continue;
    }
    const [, opening] = (format === "markdown" && /^\s*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)) || [];
    const isHeading = format === "markdown" && /^ {0,3}#{1,6}(\s|$)/.test(line);
    if (open && (line.trim() === "" || opening || isHeading)) {
      yield open;
      open = undefined;
    }
    if (line.trim() === "") continue;
    if (isHeading) yield { kind: "heading", start, end };
    else if (open && format === "markdown" && isUnderline(line) && !source.slice(open.start, open.end).includes("\n")) {
      yield { kind: "heading", start: open.start, end };
      open = undefined;
    } else if (open) open.end = end;
    else open = { kind: opening ? "code" : "paragraph", start, end };
    fence = opening;
  }
  if (open) yield open;
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

/** Whether a line makes a heading of the one above. */
function isUnderline(line: string): boolean {
  return /^ {0,3}(=+|-{3,})\s*$/.test(line);
}

/** The lines of a text, without their ends. */
function* linesOf(source: string): Generator<{ start: number; end: number }> {
  for (let start = 0; start < source.length; ) {
    const newline = source.indexOf("\n", start);
    const end = newline < 0 ? source.length : newline;
    yield { start, end };
    start = end + 1;
  }
}

/** The words of a heading. */
function headingText(line: string): string {
  return (line.split("\n")[0] ?? "")
    .replace(/^\s*#{1,6}(?=\s|$)/, "")
    .replace(/(^|\s)#+\s*$/, "")
    .trim();
}

/** A part of a text in pieces that are not too long and not blank, without blanks around them. */
function* piecesOf(source: string, from: number, to: number): Generator<[start: number, end: number]> {
  for (let start = from; start < to; ) {
    const end = to - start <= maxLength ? to : start + breakOf(source.slice(start, start + maxLength + 1));
    const piece = source.slice(start, end);
    const text = piece.trim();
    const offset = start + piece.length - piece.trimStart().length;
    if (text !== "") yield [offset, offset + text.length];
    start = end;
  }
}

/** Where to break a text that is longer than a passage: after a line, a sentence or a word, in this order. */
function breakOf(text: string): number {
  for (const pattern of [/\n/g, /[.!?]["')\]]*\s/g, /\s/g]) {
    const last = [...text.slice(0, maxLength).matchAll(pattern)].at(-1);
    const end = last ? last.index + last[0].length : 0;
    if (end >= minLength) return end;
  }
  // Not inside of a surrogate pair.
  return (text.codePointAt(maxLength - 1) ?? 0) > 0xffff ? maxLength - 1 : maxLength;
}
