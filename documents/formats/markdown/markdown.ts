import type { Block } from "../../block";
import type { Format, ReadDocument, Source } from "../format";
import { htmlFragmentText } from "../html/html-fragment-text";
import { readFrontMatter } from "./front-matter";
import { type MarkdownBlocksArgs, markdownBlocks } from "./markdown-blocks";
import type { MarkdownNode } from "./markdown-text";
import { parseMarkdown } from "./parse-markdown";

/** Of a file that is parsed whole: one of 5 MB took 1.5 GB and most of a minute, measured. */
const maxBytes = 5_000_000;

/** Markdown, as CommonMark and GitHub say, with front matter and directives. */
export const markdown: Format = {
  name: "Markdown",
  extensions: [".md", ".markdown"],
  maxBytes,
  read: (source) => readMarkdown(source, "markdown"),
};

/** Markdown with JSX, as Docusaurus and others take it. */
export const mdx: Format = {
  name: "MDX",
  extensions: [".mdx"],
  maxBytes,
  read: (source) => readMarkdown(source, "mdx"),
};

async function readMarkdown(source: Source, syntax: "markdown" | "mdx"): Promise<ReadDocument> {
  const text = (await source.text()).replace(/^\ufeff/, "");
  const tree = await parseMarkdown(text, syntax);
  const metadata = await readFrontMatter(tree);
  const { toString: wordsOf } = await import("mdast-util-to-string");
  const args: MarkdownBlocksArgs = {
    source: text,
    htmlText: await htmlFragmentText(),
    wordsOf: (node) => wordsOf(node, { includeHtml: false }),
  };
  const root: MarkdownNode = tree;
  const blocks = markdownBlocks(root, args);
  const title = metadata["title"] ?? blocks.find(isTopHeading)?.title;
  return { ...(title === undefined ? {} : { title: String(title) }), metadata, blocks };
}

function isTopHeading({ kind, level }: Block): boolean {
  return kind === "heading" && level === 1;
}
