import { withoutPayloads } from "../data-uris";
import { blockLevel } from "../html/html-blocks";

/** A node of the tree, of any type. */
export interface MarkdownNode {
  readonly type: string;
  readonly children?: readonly MarkdownNode[];
  readonly value?: string;
  readonly url?: string;
  readonly alt?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly depth?: number;
  readonly data?: object | undefined;
  readonly position?: { readonly start: Point; readonly end: Point } | undefined;
}

interface Point {
  readonly line: number;
  readonly offset?: number | undefined;
}

/** A part of the source, and what is embedded in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** The text of HTML, as it is seen. */
export type HtmlText = (html: string) => string;

/**
 * The source of a node from a position on, as it is embedded: without comments, tags, expressions and embedded files, and
 * without the marks of directives.
 */
export function markdownText(source: string, node: MarkdownNode, start: number, htmlText: HtmlText): string {
  let text = "";
  let position = start;
  for (const edit of editsOf(source, node, htmlText)) {
    text += source.slice(position, Math.max(edit.start, position)) + edit.by;
    position = Math.max(edit.end, position);
  }
  return withoutPayloads(text + source.slice(position, endOf(node)));
}

/** Where a node begins in the source. */
export function startOf({ position }: MarkdownNode): number {
  return position?.start.offset ?? 0;
}

/** Where a node ends in the source. */
export function endOf({ position }: MarkdownNode): number {
  return position?.end.offset ?? 0;
}

/** A tag alone, with its name. */
const tag = /^<\/?([a-z][a-z\d-]*)(?:\s[^<>]*)?\/?>$/i;

/** What is left of a node that is a tag alone: a blank where it begins a line, as in `one<br>two`; undefined of any other. */
export function leftOfTag({ type, value = "", name }: MarkdownNode): "" | " " | undefined {
  const [, written] = (type === "html" && tag.exec(value)) || [];
  const tagName = (type === "mdxJsxTextElement" ? name : written)?.toLowerCase();
  if (tagName === undefined) return undefined;
  return blockLevel.test(tagName) || /^(br|t[dhr])$/.test(tagName) ? " " : "";
}

/** The colons of a directive, also of one that the parser takes for none, as in `::: tip`. */
const colons = /^([ \t>]*)(:{3,}[ \t]*)/gm;

function editsOf(source: string, node: MarkdownNode, htmlText: HtmlText): readonly Edit[] {
  const { type, children = [], value = "", url = "", alt, data = {} } = node;
  const start = startOf(node);
  const end = endOf(node);
  const within = () => children.flatMap((child) => editsOf(source, child, htmlText));
  const left = leftOfTag(node);
  const around = (from: number, to: number) => {
    const by = left ?? "";
    return [{ start, end: from, by }, ...within(), { start: to, end, by }];
  };
  if (type === "html") return [{ start, end, by: left ?? htmlText(value) }];
  if (/^mdx(jsEsm|FlowExpression|TextExpression)$/.test(type)) return [{ start, end, by: "" }];
  const isEmbedded = /^data:/i.test(url);
  if (type === "image" && isEmbedded) return [{ start, end, by: alt ?? "" }];
  if (type === "definition" && isEmbedded) return [{ start, end, by: "" }];
  if ("directiveLabel" in data) return around(start + 1, end - 1);
  if (type === "paragraph") {
    const marks = Array.from(source.slice(start, end).matchAll(colons), ({ index, 0: whole, 1: indent = "" }) => {
      return { start: start + index + indent.length, end: start + index + whole.length, by: "" };
    });
    return [...within(), ...marks].toSorted((one, other) => one.start - other.start);
  }
  const isTag = /^(mdxJsx(Text|Flow)Element|containerDirective)$/.test(type) || (type === "link" && isEmbedded);
  // Without a label, a line that begins with two colons may be just that: `::before`.
  if (!isTag && !(type === "leafDirective" && children.length > 0)) return within();
  const [first, last] = [children.at(0), children.at(-1)];
  return around(first ? startOf(first) : end, last ? endOf(last) : end);
}
