import type { Format, ReadDocument } from "../format";
import { htmlBlocks } from "./html-blocks";
import { find, mainContent } from "./main-content";
import { htmlParser } from "./parse-html";

/** Web pages: what they are about, without scripts and what is there for finding one's way. */
export const html: Format = {
  name: "HTML",
  extensions: [".html", ".htm", ".xhtml"],
  // Of a file that is parsed whole: one of 5 MB took 0.6 GB and 4 s, measured.
  maxBytes: 5_000_000,
  isApart: true,
  read: async (source) => readHtml(await source.text()),
};

/** What a page says. */
export async function readHtml(text: string): Promise<ReadDocument> {
  const [parse, { toText }] = await Promise.all([htmlParser(), import("hast-util-to-text")]);
  const root = parse(text);
  const head = find(root, ({ tagName }) => tagName === "title");
  // A hyphen is seen only where a line ends with it.
  const blocks = htmlBlocks(mainContent(root), (node, options) => toText(node, options).replaceAll("\u00ad", ""));
  const name = head?.children.map((child) => ("value" in child ? child.value : "")).join("");
  const title = name?.replace(/\s+/g, " ").trim() || blocks.find(({ level }) => level === 1)?.text;
  return { ...(title ? { title } : {}), blocks };
}
