import type { Nodes, Root } from "mdast";
import { labelsIn } from "./labels";
import { type MarkdownNode, startOf } from "./markdown-text";
import type { ParseMarkdown } from "./parse-markdown";

/** A part of a document that is parsed alone. */
export interface MarkdownPart {
  readonly source: string;
  readonly tree: Root;
  /** The line of the document that it begins on, from 1. */
  readonly line: number;
  /** Whether the line before is blank, if there is one. */
  readonly isApart: boolean;
}

/**
 * About how much of a document is parsed at a time, in UTF-16 code units: what the parser takes, in time as in memory,
 * grows faster than it.
 */
const defaultPartLength = 32 * 1024;

/** How many times as long a table may be, which loses its header where it is cut. */
const maxPartsOfTable = 4;

/**
 * A document from a position on, in parts that begin where the parser says that a block of the document does: nothing
 * that comes after a line changes which blocks there are before it. A line that is longer than a part is cut.
 */
export function* markdownParts(
  text: string,
  from: number,
  parse: ParseMarkdown,
  partLength = defaultPartLength,
): Generator<MarkdownPart, undefined> {
  const labels = text.length - from > partLength ? labelsIn(text) : [];
  let start = from;
  let line = 1 + countLines(text.slice(0, from));
  let length = partLength;
  while (start < text.length) {
    const end = partEnd(text, start + length, partLength);
    const source = text.slice(start, end);
    const tree = parse(source, labels);
    const isLong = length >= partLength * maxPartsOfTable;
    const next = end === text.length ? source.length : lastStart(tree, source) || partOfBlock(tree, source, isLong);
    if (next > 0) {
      const part = source.slice(0, next);
      yield { source: part, tree: treeBefore(tree, next), line, isApart: start === 0 || isAfterBlankLine(text, start) };
      start += next;
      line += countLines(part);
      length = partLength;
    } else length *= 2;
  }
}

/** The end of a line, or else a place before a letter, which is no mark of a heading or a list. */
function partEnd(text: string, position: number, maxLineLength: number): number {
  if (position >= text.length) return text.length;
  const rest = text.slice(position, position + maxLineLength);
  const lineEnd = rest.indexOf("\n") + 1;
  if (lineEnd > 0) return position + lineEnd;
  return position + (/\s(?=\p{L})|$/u.exec(rest)?.index ?? 0);
}

/** What of a document begins before a position, which may be that of an item of a list. */
function treeBefore(tree: Root, position: number): Root {
  const isBefore = (node: MarkdownNode) => startOf(node) < position;
  const children = tree.children
    .filter(isBefore)
    .map((child) => (child.type === "list" ? { ...child, children: child.children.filter(isBefore) } : child));
  return { ...tree, children };
}

/** Where the last block begins that a blank line is before, or that is a heading, or else the last one; 0 where that is the first. */
function lastStart({ children }: Root, source: string): number {
  const apart = children.findLast((child) => {
    // What looks like a title may be that of a definition.
    const isHeading = child.type === "heading" && source.startsWith("#", startOf(child));
    return isHeading || isAfterBlankLine(source, lineStart(child, source));
  });
  const [best, last] = [apart, children.at(-1)].map((child) => (child ? lineStart(child, source) : 0));
  return best || last || 0;
}

/**
 * Where a block may be cut that is longer than a part; 0 where it has to be parsed whole, as code has, in which anything
 * may stand, also within a list or a directive.
 */
function partOfBlock({ children: [block] }: Root, source: string, isLong: boolean): number {
  const item = block?.type === "list" ? block.children.at(-1) : undefined;
  const start = item && lineStart(item, source);
  if (start) return start;
  const { type } = lastWithin(block) ?? {};
  return type === "code" || type === "html" || (type === "table" && !isLong) ? 0 : source.length;
}

/** The last of the blocks that a block is made of, itself where it is made of none. */
function lastWithin(block: Nodes | undefined): Nodes | undefined {
  const isComposed = block && /^(list|listItem|blockquote|footnoteDefinition|containerDirective)$/.test(block.type);
  return isComposed && "children" in block && block.children.length > 0 ? lastWithin(block.children.at(-1)) : block;
}

function lineStart(node: MarkdownNode, source: string): number {
  return source.lastIndexOf("\n", startOf(node) - 1) + 1;
}

function isAfterBlankLine(text: string, position: number): boolean {
  return text.slice(text.lastIndexOf("\n", position - 2) + 1, position).trim() === "";
}

function countLines(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
