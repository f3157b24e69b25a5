import type { Element, ElementContent, Root } from "hast";

type Node = Root | Element | Root["children"][number];

/** Of no text, or of none that is read. */
const unread =
  /^(script|style|noscript|template|svg|canvas|iframe|object|nav|dialog|button|select|input|textarea|head|annotation(-xml)?)$/;

/** Of the page rather than of what it is about, where they are outside of that. */
const aroundContent = /^(header|footer|aside)$/;
const content = /^(main|article)$/;

const unseenStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

const landmarks = /^(navigation|search|banner|contentinfo)$/;

/** What a page is about: its `main` parts, or else its body without what is there for finding one's way. */
export function mainContent(root: Root): Root {
  const body = find(root, ({ tagName }) => tagName === "body") ?? root;
  const main = outermost(body, ({ tagName, properties: { role } }) => tagName === "main" || role === "main");
  return { type: "root", children: withoutUnread(main.length > 0 ? main : body.children, main.length > 0) };
}

/** The elements that are seen and asked for, none of which is in another. */
function outermost(node: Node, isSought: (element: Element) => boolean): readonly Element[] {
  if (node.type === "element" && isUnread(node)) return [];
  if (node.type === "element" && isSought(node)) return [node];
  return "children" in node ? node.children.flatMap((child) => outermost(child, isSought)) : [];
}

/** The first element that is asked for, outer ones first. */
export function find(node: Node, isSought: (element: Element) => boolean): Element | undefined {
  if (node.type === "element" && isSought(node)) return node;
  for (const child of "children" in node ? node.children : []) {
    const found = find(child, isSought);
    if (found) return found;
  }
  return undefined;
}

function withoutUnread(children: readonly Root["children"][number][], isContent: boolean): ElementContent[] {
  return children.flatMap((node): ElementContent[] => {
    if (node.type === "text") return [node];
    if (node.type !== "element" || isUnread(node)) return [];
    if (!isContent && aroundContent.test(node.tagName)) return headingsIn(node);
    const isInContent = isContent || content.test(node.tagName);
    return [{ ...node, children: withoutUnread(node.children, isInContent) }];
  });
}

function isUnread({ tagName, properties }: Element): boolean {
  const { hidden, ariaHidden, role, style } = properties;
  // A value such as `until-found` hides as well.
  const isHidden = hidden !== undefined && hidden !== false;
  const isUnseen = isHidden || ariaHidden === "true" || unseenStyle.test(String(style));
  return unread.test(tagName) || isUnseen || landmarks.test(String(role));
}

/** The name of a page is often above what it is about. */
function headingsIn(node: Element): ElementContent[] {
  if (node.tagName !== "header") return [];
  const heading = find(node, ({ tagName }) => tagName === "h1");
  return heading ? [heading] : [];
}
