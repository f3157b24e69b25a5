import { withoutPayloads } from "../data-uris";

/** A node of the tree, of any type. */
export interface MarkdownNode {
  readonly type: string;
  readonly children?: readonly MarkdownNode[];
  readonly value?: string;
  readonly url?: string;
  readonly alt?: string | null | undefined;
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
  for (const edit of editsOf(node, htmlText)) {
    text += source.slice(position, Math.max(edit.start, position)) + edit.by;
    position = Math.max(edit.end, position);
  }
  text += source.slice(position, endOf(node));
  if (node.data && "directiveLabel" in node.data) text = text.slice(1, -1);
  return withoutPayloads(node.type === "code" ? text : text.replace(/^[ \t]*:{3,}[ \t]*/gm, ""));
}

/** Where a node begins in the source. */
export function startOf({ position }: MarkdownNode): number {
  return position?.start.offset ?? 0;
}

/** Where a node ends in the source. */
export function endOf({ position }: MarkdownNode): number {
  return position?.end.offset ?? 0;
}

function editsOf(node: MarkdownNode, htmlText: HtmlText): readonly Edit[] {
  const { type, children = [], value = "", url = "", alt } = node;
  const start = startOf(node);
  const end = endOf(node);
  const within = () => children.flatMap((child) => editsOf(child, htmlText));
  if (type === "html") return [{ start, end, by: /^<br\b/i.test(value) ? " " : htmlText(value) }];
  if (/^mdx(jsEsm|FlowExpression|TextExpression)$/.test(type)) return [{ start, end, by: "" }];
  const isEmbedded = /^data:/i.test(url);
  if (type === "image" && isEmbedded) return [{ start, end, by: alt ?? "" }];
  if (type === "definition" && isEmbedded) return [{ start, end, by: "" }];
  const isTag = type === "mdxJsxTextElement" || type === "mdxJsxFlowElement" || type === "leafDirective";
  if (!isTag && !(type === "link" && isEmbedded)) return within();
  const [first = { type: "", position: { start: { line: 0, offset: end }, end: { line: 0, offset: end } } }] = children;
  const last = children.at(-1) ?? first;
  return [{ start, end: startOf(first), by: "" }, ...within(), { start: endOf(last), end, by: "" }];
}
