import type { Element, ElementContent, Parents } from "hast";
import type { Block } from "../../block";
import { withoutPayloads } from "../data-uris";
import { find } from "./main-content";

/** The text of a part of a page, as it is seen. */
export type TextOf = (node: Parents, options?: { readonly whitespace: "pre" }) => string;

/** The names of elements that begin a line. */
export const blockLevel =
  /^(address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|html|li|main|ol|p|pre|search|section|summary|table|ul)$/;
const arranged = /^(h[1-6]|table)$/;
const structure = /^(h[1-6]|pre|table)$/;

/** The blocks of a part of a page. */
export function htmlBlocks({ children }: Parents, textOf: TextOf): Block[] {
  const blocks: Block[] = [];
  let run: ElementContent[] = [];
  const endRun = () => {
    const [first] = run;
    if (first) blocks.push(rendered(textOf({ type: "root", children: run }).trim(), first));
    run = [];
  };
  for (const child of children) {
    if (child.type !== "element" && child.type !== "text") continue;
    if (child.type === "element" && isBlock(child)) {
      endRun();
      blocks.push(...blocksOf(child, textOf));
    } else if (run.length > 0 || child.type !== "text" || child.value.trim() !== "") run.push(child);
  }
  endRun();
  return blocks.map((block) => ({ ...block, text: withoutPayloads(block.text) })).filter(({ text }) => text !== "");
}

/** Whether an element begins a line, itself or by what is in it. */
function isBlock(element: Element): boolean {
  return find(element, ({ tagName }) => blockLevel.test(tagName)) !== undefined;
}

function blocksOf(element: Element, textOf: TextOf): readonly Block[] {
  const { tagName } = element;
  const line = lineOf(element);
  const [, level] = /^h([1-6])$/.exec(tagName) ?? [];
  if (level) {
    const text = textOf(withoutAnchors(element)).replace(/\s+/g, " ").trim();
    return [{ kind: "heading", level: Number(level), text, ...line }];
  }
  if (tagName === "pre") {
    const text = textOf(element, { whitespace: "pre" }).replace(/^\n/, "").trimEnd();
    return [{ kind: "code", text, ...line }];
  }
  if (tagName === "table") return tableBlocks(element, textOf);
  if (isPlainList(element)) return [listBlock(element, textOf)];
  return htmlBlocks(element, textOf);
}

/** Whether an element is a list of items alone, none of which has a structure of its own. */
function isPlainList(element: Element): boolean {
  if (element.tagName !== "ul" && element.tagName !== "ol") return false;
  const hasText = element.children.some((child) => child.type === "text" && child.value.trim() !== "");
  return !hasText && !find(element, ({ tagName }) => structure.test(tagName));
}

function listBlock(list: Element, textOf: TextOf): Block {
  const items = elementsIn(list);
  const first = Number(list.properties["start"] ?? 1);
  const parts = items.map((item, index): Block => {
    const mark = list.tagName === "ol" ? `${first + index}.` : "-";
    const lines = textOf(item).trim().split(/\n+/);
    return { ...rendered(`${mark} ${lines.join("\n  ")}`, item), gap: "\n" };
  });
  return { ...rendered(parts.map(({ text }) => text).join("\n"), list), parts };
}

function rendered(text: string, node: ElementContent): Block {
  return { kind: "text", text, isRendered: true, ...lineOf(node) };
}

/** What a table is called, and it with a row on each line; what is in the cells of one that only arranges the page. */
function tableBlocks(table: Element, textOf: TextOf): readonly Block[] {
  const captions = elementsIn(table).filter(({ tagName }) => tagName === "caption");
  const called = captions.flatMap((caption) => htmlBlocks(caption, textOf));
  const rows = rowsOf(table);
  const isNested = rows.flat().some((cell) => find(cell, ({ tagName }) => arranged.test(tagName)));
  if (isNested || rows.every((cells) => cells.length < 2)) {
    return [...called, ...rows.flat().flatMap((cell) => htmlBlocks(cell, textOf))];
  }
  const lines = rows.map((cells) => `| ${cells.map((cell) => cellText(cell, textOf)).join(" | ")} |`);
  const [first = [], ...others] = rows;
  const isHeader = others.length > 0 && first.every(({ tagName }) => tagName === "th");
  const header = isHeader ? `${lines.shift()}\n| ${first.map(() => "---").join(" | ")} |` : undefined;
  const text = [...(header ? [header] : []), ...lines].join("\n");
  return [...called, { ...rendered(text, table), kind: "table", ...(header ? { header } : {}) }];
}

function rowsOf(node: Element): readonly (readonly Element[])[] {
  const elements = elementsIn(node);
  if (node.tagName === "tr") return [elements];
  return elements.flatMap((child) => (/^(thead|tbody|tfoot|tr)$/.test(child.tagName) ? rowsOf(child) : []));
}

function elementsIn({ children }: Element): Element[] {
  return children.filter((child) => child.type === "element");
}

function cellText(cell: Element, textOf: TextOf): string {
  return textOf(cell).replace(/\s+/g, " ").trim();
}

/** A heading without the links to itself. */
function withoutAnchors(heading: Element): Element {
  const isAnchor = (child: ElementContent) =>
    child.type === "element" && child.tagName === "a" && /^(?:[#¶§\u200b]|🔗\uFE0F?)*$/u.test(words(child).trim());
  return { ...heading, children: heading.children.filter((child) => !isAnchor(child)) };
}

function words(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(words).join("") : "";
}

function lineOf({ position }: ElementContent): { readonly line?: number } {
  return position ? { line: position.start.line } : {};
}
