import type { Root } from "mdast";
import { definedLabels } from "./labels";

/** What JSX and expressions make of an anchor, which is no expression. */
const anchor = /^( {0,3}#{1,6}[ \t].*?)(\\?\{#[^{}\n]*\}[ \t]*)$/gm;

/** Parses a text, or a part of one where `labels` are defined elsewhere. Its positions are those of the text. */
export type ParseMarkdown = (text: string, labels?: readonly string[]) => Root;

/** What parses CommonMark, with GitHub's tables and lists, and directives. */
export async function markdownParser(): Promise<ParseMarkdown> {
  const [{ fromMarkdown }, { extensions, mdastExtensions }] = await Promise.all([
    import("mdast-util-from-markdown"),
    extended(),
  ]);
  return (text, labels = []) =>
    fromMarkdown(text, { extensions: [...extensions, definedLabels(labels)], mdastExtensions });
}

/** What parses the same with JSX, and throws where that is not valid. */
export async function mdxParser(): Promise<ParseMarkdown> {
  const [{ fromMarkdown }, { mdxjs }, { mdxFromMarkdown }, { extensions, mdastExtensions }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("micromark-extension-mdxjs"),
    import("mdast-util-mdx"),
    extended(),
  ]);
  const options = {
    extensions: [...extensions, mdxjs()],
    mdastExtensions: [...mdastExtensions, mdxFromMarkdown()],
  };
  return (text) => {
    const withoutAnchors = text.replace(anchor, (_, title, id) => title + " ".repeat(id.length));
    return fromMarkdown(withoutAnchors, options);
  };
}

async function extended() {
  const [{ gfm }, { directive }, { gfmFromMarkdown }, { directiveFromMarkdown }] = await Promise.all([
    import("micromark-extension-gfm"),
    import("micromark-extension-directive"),
    import("mdast-util-gfm"),
    import("mdast-util-directive"),
  ]);
  // Their transforms look for addresses in what is parsed, which makes links of them and changes no text.
  const withoutTransforms = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);
  // In a line, a colon before a word is far more often just that: `std:vector`.
  const { text: _, ...blockDirectives } = directive();
  return { extensions: [gfm(), blockDirectives], mdastExtensions: [...withoutTransforms, directiveFromMarkdown()] };
}
