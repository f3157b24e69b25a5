import type { Block } from "../../block";
import { withoutPayloads } from "../data-uris";
import type { Format, ReadDocument, Source } from "../format";
import { htmlFragmentText } from "../html/html-fragment-text";
import { readFrontMatter } from "./front-matter";
import { markdownBlocks } from "./markdown-blocks";
import { type MarkdownPart, markdownParts } from "./markdown-parts";
import { leftOfTag, type MarkdownNode } from "./markdown-text";
import { markdownParser, mdxParser } from "./parse-markdown";

/** Markdown, as CommonMark and GitHub say, with front matter and directives. */
export const markdown: Format = {
  name: "Markdown",
  extensions: [".md", ".markdown"],
  // It is parsed in parts: 5 MB took 11 s and 0.5 GB, measured; twice as much, twice as long.
  maxBytes: 10_000_000,
  isApart: true,
  read: async (source) => {
    const parse = await markdownParser();
    return readMarkdown(source, (text, start) => markdownParts(text, start, parse));
  },
};

/** Markdown with JSX, as Docusaurus and others take it; what its author left broken is read as Markdown. */
export const mdx: Format = {
  name: "MDX",
  extensions: [".mdx"],
  // Of a file that is parsed whole.
  maxBytes: 1_000_000,
  isApart: true,
  read: async (source) => {
    const [parse, parseMdx] = await Promise.all([markdownParser(), mdxParser()]);
    return readMarkdown(source, (text, start) => {
      try {
        // An element may begin in one part and end in another.
        return Array.from(markdownParts(text, start, parseMdx, text.length));
      } catch {
        return markdownParts(text, start, parse);
      }
    });
  },
};

/** Reads a document of parts; its title is sought in the first of them. */
async function readMarkdown(
  source: Source,
  partsOf: (text: string, start: number) => Iterable<MarkdownPart>,
): Promise<ReadDocument> {
  // With the marks of files that were joined: where a part began with one, the parser would count from after it.
  const unmarked = (await source.text()).replaceAll("\ufeff", "");
  const text = withoutPayloads(unmarked.replace(/\r(?!\n)/g, "\n"));
  const { metadata, end } = await readFrontMatter(text);
  const parts = partsOf(text, end)[Symbol.iterator]();
  const [htmlText, { toString: textOf }] = await Promise.all([htmlFragmentText(), import("mdast-util-to-string")]);
  const wordsOf = (node: MarkdownNode) => textOf(asSeen(node), { includeHtml: false });
  const nextBlocks = (): readonly Block[] | undefined => {
    const { value: part, done } = parts.next();
    if (done) return undefined;
    return markdownBlocks(part.tree, { ...part, htmlText, wordsOf });
  };
  const first = nextBlocks();
  const { title: said } = metadata;
  // It may be a list or an object, too.
  const isSaid = /^(string|number|boolean)$/.test(typeof said);
  const title = (isSaid && String(said).replace(/\s+/g, " ").trim()) || first?.find(isTopHeading)?.title;
  return {
    ...(title === undefined ? {} : { title }),
    metadata,
    blocks: (function* () {
      for (let blocks = first; blocks; blocks = nextBlocks()) yield* blocks;
    })(),
  };
}

/** A node without the code in it, of which nothing is seen, and with blanks where lines end. */
function asSeen(node: MarkdownNode): MarkdownNode {
  const { type, children } = node;
  if (type === "mdxTextExpression") return { type, value: "" };
  const blank = { type: "text", value: type === "break" ? " " : (leftOfTag(node) ?? "") };
  if (children) return { type, children: [blank, ...children.map(asSeen), blank] };
  return type === "break" || type === "html" ? blank : node;
}

function isTopHeading({ kind, level }: Block): boolean {
  return kind === "heading" && level === 1;
}
