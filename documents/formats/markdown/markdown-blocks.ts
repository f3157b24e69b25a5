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

/** What a heading is linked to by, as in `Install {#install}` or `[#](#install) Install`. */
const anchor = /\s*(?:\{:?\s*[#.][^{}]*\}\s*#*\s*$|\[[#¶§🔗]\uFE0F?\]\(#[^)]*\))/u;

function isAnchor(words: string): boolean {
  return /^[#¶§🔗]\uFE0F?$/u.test(words);
}

/** The blocks of a node's children, in the source's order. */
export function markdownBlocks(node: MarkdownNode, args: MarkdownBlocksArgs): Block[] {
  const blocks: Block[] = [];
  let end = node.type === "root" && !args.isApart ? 0 : undefined;
  for (const child of node.children ?? []) {
    if (leftOut.test(child.type)) continue;
    const gap = end === undefined || /\n[ \t>]*\r?\n/.test(args.source.slice(end, startOf(child))) ? {} : { gap: "\n" };
    const start = node.type === "listItem" && end === undefined ? startOf(node) : lineStart(args.source, child);
    const inner = transparent.test(child.type) ? markdownBlocks(child, args) : [blockOf(child, start, args)];
    blocks.push(...inner.map((block, index) => (index === 0 ? { ...block, ...gap } : block)));
    end = endOf(child);
  }
  return blocks.filter(({ text, title }) => text.trim() !== "" && title !== "");
}

function blockOf(node: MarkdownNode, start: number, args: MarkdownBlocksArgs): Block {
  const text = markdownText(args.source, node, start, args.htmlText);
  const { line = 1 } = node.position?.start ?? {};
  const block = { text, line: args.line + line - 1 };
  if (node.type === "code") return { ...block, kind: "code" };
  if (node.type === "table") return { ...block, kind: "table", header: text.split("\n", 2).join("\n") };
  if (node.type === "heading") {
    const children = node.children?.filter((child) => child.type !== "link" || !isAnchor(args.wordsOf(child)));
    const title = args
      .wordsOf({ ...node, ...(children && { children }) })
      .replace(anchor, "")
      .replace(/\s+/g, " ")
      .trim();
    return { ...block, kind: "heading", level: node.depth ?? 1, text: text.replace(anchor, ""), title };
  }
  if (!composed.test(node.type)) return { ...block, kind: "text" };
  const parts = markdownBlocks(node, args).map(toPart);
  return { ...block, kind: "text", ...(parts.length > 1 || parts[0]?.parts ? { parts } : {}) };
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
