import type { Format, ReadDocument } from "../format";
import { htmlBlocks } from "./html-blocks";
import { find, mainContent } from "./main-content";

/** Web pages: what they are about, without scripts and what is there for finding one's way. */
export const html: Format = {
  name: "HTML",
  extensions: [".html", ".htm", ".xhtml"],
  // Of a file that is parsed whole: one of 5 MB took 0.6 GB and 4 s, measured.
  maxBytes: 5_000_000,
  isApart: true,
  read: async (source) => readHtml(await source.text()),
};

/** A page of XML says so by its namespace: https://html.spec.whatwg.org/multipage/xhtml.html */
const xhtml = /<html\s[^>]*\bxmlns\s*=/i;

/** An element of XML without content, such as `<title/>`: to a parser of HTML all that follows is in it. */
const closed =
  /<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)\/>/gi;

/** What a page says. */
export async function readHtml(text: string): Promise<ReadDocument> {
  const [{ fromHtml }, { toText }] = await Promise.all([import("hast-util-from-html"), import("hast-util-to-text")]);
  const root = fromHtml(xhtml.test(text) ? text.replace(closed, "<$1$2></$1>") : text);
  const head = find(root, ({ tagName }) => tagName === "title");
  // A hyphen is seen only where a line ends with it.
  const blocks = htmlBlocks(mainContent(root), (node, options) => toText(node, options).replaceAll("\u00ad", ""));
  const name = head?.children.map((child) => ("value" in child ? child.value : "")).join("");
  const title = name?.replace(/\s+/g, " ").trim() || blocks.find(({ level }) => level === 1)?.text;
  return { ...(title ? { title } : {}), blocks };
}
