import type { Nodes, Root } from "hast";

/** A page of XML says so by its namespace: https://html.spec.whatwg.org/multipage/xhtml.html */
const xhtml = /<html\s[^>]*\bxmlns\s*=/i;

/** An element of XML without content, such as `<title/>`: to a parser of HTML all that follows is in it. */
const closed =
  /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-z][\w:-]*)(\s(?:[^<>"']|"[^"]*"|'[^']*')*)?\/>/gi;

/** What begins a line, as `div` does, and of which hast-util-to-text does not know it. */
const blocks = /^(details|fieldset|search|summary)$/;

/** What parses a page of HTML or XHTML, or a fragment of one. */
export async function htmlParser(): Promise<(text: string, options?: { readonly fragment: boolean }) => Root> {
  const { fromHtml } = await import("hast-util-from-html");
  return (text, options) => {
    const tree = fromHtml(xhtml.test(text) ? text.replace(closed, "<$1$2></$1>") : text, options);
    nameBlocks(tree);
    return tree;
  };
}

/** Names the blocks in a node so that they are known as such. */
function nameBlocks(node: Nodes): void {
  if (node.type === "element" && blocks.test(node.tagName)) node.tagName = "div";
  if ("children" in node) node.children.forEach(nameBlocks);
}
