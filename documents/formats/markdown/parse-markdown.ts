import type { Root } from "mdast";

/** What JSX and expressions make of an anchor, which is no expression. */
const anchor = /^( {0,3}#{1,6}[ \t].*?)(\{#[^{}\n]*\}[ \t]*)$/gm;

/**
 * The tree of a text by CommonMark, GitHub's tables and lists, front matter and directives; with JSX where it is MDX, and
 * valid. Its positions are those of the text.
 */
export async function parseMarkdown(text: string, syntax: "markdown" | "mdx"): Promise<Root> {
  const [{ fromMarkdown }, micromark, mdast] = await Promise.all([
    import("mdast-util-from-markdown"),
    micromarkExtensions(),
    mdastExtensions(),
  ]);
  if (syntax === "mdx") {
    const [{ mdxjs }, { mdxFromMarkdown }] = await Promise.all([
      import("micromark-extension-mdxjs"),
      import("mdast-util-mdx"),
    ]);
    const withoutAnchors = text.replace(anchor, (_, title, id) => title + " ".repeat(id.length));
    try {
      return fromMarkdown(withoutAnchors, {
        extensions: [...micromark, mdxjs()],
        mdastExtensions: [...mdast, mdxFromMarkdown()],
      });
    } catch {
      // What its author left broken is read as Markdown, in which JSX is HTML.
    }
  }
  return fromMarkdown(text, { extensions: micromark, mdastExtensions: mdast });
}

async function micromarkExtensions() {
  const [{ gfm }, { frontmatter }, { directive }] = await Promise.all([
    import("micromark-extension-gfm"),
    import("micromark-extension-frontmatter"),
    import("micromark-extension-directive"),
  ]);
  return [gfm(), frontmatter(["yaml", "toml"]), directive()];
}

async function mdastExtensions() {
  const [{ gfmFromMarkdown }, { frontmatterFromMarkdown }, { directiveFromMarkdown }] = await Promise.all([
    import("mdast-util-gfm"),
    import("mdast-util-frontmatter"),
    import("mdast-util-directive"),
  ]);
  return [gfmFromMarkdown(), frontmatterFromMarkdown(["yaml", "toml"]), directiveFromMarkdown()];
}
