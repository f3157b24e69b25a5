import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes, Root } from "mdast";

const packages = join(__dirname, "../../../node_modules");

/** Packages with documentation in Markdown. */
export const documented = ["fastify", "undici", "openai", "pino", "playwright-core", "socks"] as const;

/** So much of a file is read, in characters: more than a few parts of a document, and not the changes of years. */
const mostCharacters = 100_000;

/** The documentation of a package: the texts of its files in Markdown. */
export function documentationOf(name: (typeof documented)[number]): { readonly file: string; readonly text: string }[] {
  const directory = join(packages, name);
  const files = globSync("**/*.md", { cwd: directory, exclude: ["**/node_modules/**"] }).sort();
  return files.map((file) => ({ file, text: readFileSync(join(directory, file), "utf8").slice(0, mostCharacters) }));
}

/** A heading of the parser's own outline. */
export interface Heading {
  readonly level: number;
  readonly title: string;
  readonly line: number;
}

/** The tree of a text by the parser alone. */
export async function parsed(text: string): Promise<Root> {
  const { fromMarkdown } = await import("mdast-util-from-markdown");
  return fromMarkdown(text, await options());
}

/** The same, of MDX; undefined where it is none. */
export async function parsedMdx(text: string): Promise<Root | undefined> {
  const [{ fromMarkdown }, { mdxjs }, { mdxFromMarkdown }, { extensions, mdastExtensions }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("micromark-extension-mdxjs"),
    import("mdast-util-mdx"),
    options(),
  ]);
  try {
    return fromMarkdown(text, {
      extensions: [...extensions, mdxjs()],
      mdastExtensions: [...mdastExtensions, mdxFromMarkdown()],
    });
  } catch {
    return undefined;
  }
}

async function options() {
  const { gfm } = await import("micromark-extension-gfm");
  const { gfmFromMarkdown } = await import("mdast-util-gfm");
  const { frontmatter } = await import("micromark-extension-frontmatter");
  const { frontmatterFromMarkdown } = await import("mdast-util-frontmatter");
  return {
    extensions: [gfm(), frontmatter()],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()],
  };
}

/** The headings of a document: its own, and those in elements of MDX. */
export async function outlineOf(tree: Nodes): Promise<Heading[]> {
  const { toString: wordsOf } = await import("mdast-util-to-string");
  const headings = (node: Nodes): Heading[] => {
    if (node.type === "root" || node.type === "mdxJsxFlowElement") return node.children.flatMap(headings);
    if (node.type !== "heading") return [];
    const title = wordsOf(node, { includeHtml: false }).replace(/\s+/g, " ").trim();
    return [{ level: node.depth, title, line: node.position?.start.line ?? 0 }];
  };
  return headings(tree);
}

/** A word of a text. */
export const word = /[\p{L}\p{N}]{2,}/gu;

/** The words that are read, as the parser tells them. */
export function wordsIn(node: Nodes): readonly string[] {
  // An escape or an entity stands for other characters than are there.
  if (node.type === "text" || node.type === "code") return node.value.match(word) ?? [];
  return "children" in node ? node.children.flatMap(wordsIn) : [];
}
