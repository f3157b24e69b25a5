import type { Block } from "../../block";
import { endOf, type HtmlText, type MarkdownNode, markdownText, startOf } from "./markdown-text";

/** Arguments of {@link markdownBlocks}. */
export interface MarkdownBlocksArgs {
  readonly source: string;
  /** The line of the document that the source begins on, from 1. */
  readonly line: number;
  /** Whether a blank line is before the source, if anything. */
  readonly isApart: boolean;
  readonly htmlText: HtmlText;
  /** The words of a node, without its marks. */
  readonly wordsOf: (node: MarkdownNode) => string;
}

/** Of these only what is in them counts. */
const transparent = /^(root|containerDirective|mdxJsxFlowElement)$/;

/** These are cut into what is in them, where they are too long. */
const composed = /^(list|listItem|blockquote|footnoteDefinition)$/;

/** No text, or none of the document's. */
const leftOut = /^(thematicBreak|mdxjsEsm|mdxFlowExpression)$/;

/** The attributes that a heading ends with, as in `Install {#install}`; its line may end with marks. */
const attributes = /(?<!\s)\s*\\?\{:?\s*[#.][^{}]*\}(?=\s*[#=-]*\s*$)/;

/** The words of a link to the heading that it is in, as in `[#](#install) Install`. */
const anchor = /^[#¶§🔗]\uFE0F?$/u;

/** The blocks of a node's children, in the source's order. */
export function markdownBlocks(node: MarkdownNode, args: MarkdownBlocksArgs): Block[] {
  const blocks: Block[] = [];
  let end = node.type === "root" && !args.isApart ? 0 : undefined;
  for (const child of node.children ?? []) {
    if (leftOut.test(child.type)) continue;
    const gap = end === undefined || /\n[ \t>]*\r?\n/.test(args.source.slice(end, startOf(child))) ? {} : { gap: "\n" };
    const isMarked = /^(listItem|footnoteDefinition)$/.test(node.type) && end === undefined;
    const start = isMarked ? startOf(node) : lineStart(args.source, child);
    const inner = transparent.test(child.type) ? markdownBlocks(child, args) : [blockOf(child, start, args)];
    blocks.push(...inner.map((block, index) => (index === 0 ? { ...block, ...gap } : block)));
    end = endOf(child);
  }
  return blocks.filter(({ text, title }) => text.trim() !== "" && title !== "");
}

function blockOf(node: MarkdownNode, start: number, args: MarkdownBlocksArgs): Block {
  if (node.type === "heading") return headingOf(node, start, args);
  const whole = markdownText(args.source, node, start, args.htmlText);
  // Lines of which nothing is left.
  const [blank = ""] = /^(?:[^\S\n]*\n)+/.exec(whole) ?? [];
  const text = whole.slice(blank.length);
  if (node.type === "html") return { kind: "text", text, line: lineOf(node, args), isRendered: true };
  const block = { text, line: lineOf(node, args) + blank.split("\n").length - 1 };
  if (node.type === "code") return { ...block, kind: "code" };
  if (node.type === "table") return { ...block, kind: "table", header: text.split("\n", 2).join("\n") };
  if (!composed.test(node.type)) return { ...block, kind: "text" };
  const parts = markdownBlocks(node, args).map(toPart);
  return { ...block, kind: "text", ...(parts.length > 1 || parts[0]?.parts ? { parts } : {}) };
}

function headingOf(node: MarkdownNode, start: number, args: MarkdownBlocksArgs): Block {
  const { source, htmlText, wordsOf } = args;
  // To the parser, one that is underlined begins with the definitions above it.
  const [first = node] = node.children ?? [];
  const own = Math.max(start, source.lastIndexOf("\n", startOf(first) - 1) + 1);
  const seen = withoutAnchors(node, args);
  return {
    kind: "heading",
    level: node.depth ?? 1,
    text: markdownText(source, seen, own, htmlText),
    title: wordsOf(seen).replace(/\s+/g, " ").trim(),
    line: lineOf(first, args),
  };
}

function lineOf({ position }: MarkdownNode, args: MarkdownBlocksArgs): number {
  return args.line + (position?.start.line ?? 1) - 1;
}

/** A heading without what it is linked to by. */
function withoutAnchors(heading: MarkdownNode, { source, wordsOf }: MarkdownBlocksArgs): MarkdownNode {
  const children = (heading.children ?? []).map((child) => {
    if (child.type !== "link" || !anchor.test(wordsOf(child))) return child;
    const before = source.slice(startOf(heading), startOf(child)).trimEnd();
    return unseen(startOf(heading) + before.length, endOf(child));
  });
  const index = children.findLastIndex((child) => wordsOf(child).trim() !== "");
  const last = children[index];
  // What is in code is none: `{:.2f}`.
  if (last?.type !== "text") return { ...heading, children };
  const from = startOf(last);
  const next = children[index + 1];
  const found = attributes.exec(source.slice(from, next ? startOf(next) : endOf(heading)));
  if (!found) return { ...heading, children };
  const words = { ...last, value: last.value?.replace(attributes, "") ?? "" };
  const start = from + found.index;
  children.splice(index, 1, words, unseen(start, start + found[0].length));
  return { ...heading, children };
}

/** A part of the source of which nothing is seen. */
function unseen(start: number, end: number): MarkdownNode {
  return { type: "html", value: "", position: { start: { line: 0, offset: start }, end: { line: 0, offset: end } } };
}

/** A heading in a list or a quotation is none of the document's sections. */
function toPart(block: Block): Block {
  return block.kind === "heading" ? { ...block, kind: "text" } : block;
}

/** Where a node begins, with what indents or quotes its line. */
function lineStart(source: string, node: MarkdownNode): number {
  const start = startOf(node);
  const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t>]*$/.test(before) ? start - before.length : start;
}
