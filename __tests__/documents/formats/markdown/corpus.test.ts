import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes, Root } from "mdast";
import { type CutPassage, cutIntoPassages } from "../../../../documents/cut/cut-into-passages";
import { markdown } from "../../../../documents/formats/markdown/markdown";
import { countTitanTokens } from "../../../helpers/documents/count-titan-tokens";
import { textSource } from "../../../helpers/documents/text-source";

const packages = join(__dirname, "../../../../node_modules");

/** A heading of the parser's own outline. */
interface Heading {
  readonly level: number;
  readonly title: string;
  readonly line: number;
}

/** The tree of a text by the parser alone. */
async function parsed(text: string): Promise<Root> {
  const { fromMarkdown } = await import("mdast-util-from-markdown");
  const { gfm } = await import("micromark-extension-gfm");
  const { gfmFromMarkdown } = await import("mdast-util-gfm");
  const { frontmatter } = await import("micromark-extension-frontmatter");
  const { frontmatterFromMarkdown } = await import("mdast-util-frontmatter");
  return fromMarkdown(text, {
    extensions: [gfm(), frontmatter()],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown()],
  });
}

async function outlineOf(tree: Root): Promise<Heading[]> {
  const { toString: wordsOf } = await import("mdast-util-to-string");
  return tree.children.flatMap((node) => {
    if (node.type !== "heading") return [];
    const title = wordsOf(node, { includeHtml: false }).replace(/\s+/g, " ").trim();
    return [{ level: node.depth, title, line: node.position?.start.line ?? 0 }];
  });
}

/** The headings above a line. */
function trailAt(outline: readonly Heading[], line: number): string[] {
  let trail: Heading[] = [];
  for (const heading of outline) {
    if (heading.line <= line) trail = [...trail.filter(({ level }) => level < heading.level), heading];
  }
  return trail.map(({ title }) => title);
}

/** The line of the first text of a passage below the headings that it begins with; of these where it has no other. */
function lineOfText({ text, line = 1 }: CutPassage, source: string): number {
  const first = text.split("\n").find((one) => /[^\s=-]/.test(one) && !/^ {0,3}#{1,6}\s/.test(one)) ?? text;
  const lines = source.split("\n").slice(line - 1);
  return (
    line +
    Math.max(
      lines.findIndex((one) => one.trim() === first.trim()),
      0,
    )
  );
}

const word = /[\p{L}\p{N}]{2,}/gu;

/** The words that are read, as the parser tells them. */
function wordsIn(node: Nodes): readonly string[] {
  // An escape or an entity stands for other characters than are there.
  if (node.type === "text" || node.type === "code") return node.value.match(word) ?? [];
  return "children" in node ? node.children.flatMap(wordsIn) : [];
}

test.each(["fastify", "undici", "openai", "pino", "playwright-core", "socks"])(
  "reads the documentation of %s with the parser's outline, and cuts it under its headings without losing a word",
  async (name) => {
    const directory = join(packages, name);
    const files = globSync("**/*.md", { cwd: directory, exclude: ["**/node_modules/**"] }).sort();
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const text = readFileSync(join(directory, file), "utf8");
      const tree = await parsed(text);
      const outline = await outlineOf(tree);
      const blocks = await Array.fromAsync((await markdown.read(textSource(text))).blocks);
      const headings = blocks.filter(({ kind }) => kind === "heading");
      expect({ file, headings: headings.map(({ level, title, line }) => ({ level, title, line })) }).toEqual({
        file,
        headings: outline,
      });

      const passages = await Array.fromAsync(cutIntoPassages(blocks, { maxTokens: 400, estimate: countTitanTokens }));
      for (const passage of passages) {
        // One that begins with HTML is found on its own line alone.
        const trails = [lineOfText(passage, text), passage.line ?? 0].map((line) => trailAt(outline, line));
        expect(trails).toContainEqual(passage.headings);
        expect(countTitanTokens(passage.text)).toBeLessThanOrEqual(400);
      }
      const found = new Set(passages.flatMap((passage) => passage.text.match(word) ?? []));
      expect({ file, lost: wordsIn(tree).filter((one) => !found.has(one)) }).toEqual({ file, lost: [] });
    }
  },
);
