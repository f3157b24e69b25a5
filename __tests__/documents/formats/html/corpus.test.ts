import type { Nodes } from "hast";
import { cutIntoPassages } from "../../../../documents/cut/cut-into-passages";
import { html } from "../../../../documents/formats/html/html";
import { countTitanTokens } from "../../../helpers/documents/count-titan-tokens";
import { documentationOf, documented, type Heading, word } from "../../../helpers/documents/documentation";
import { textSource } from "../../../helpers/documents/text-source";

/** Documentation in Markdown as a page, by its parser, with its HTML as it is. */
async function rendered(text: string): Promise<string> {
  const { micromark } = await import("micromark");
  const { gfm, gfmHtml } = await import("micromark-extension-gfm");
  const { frontmatter, frontmatterHtml } = await import("micromark-extension-frontmatter");
  return micromark(text, {
    allowDangerousHtml: true,
    extensions: [gfm(), frontmatter()],
    htmlExtensions: [gfmHtml(), frontmatterHtml()],
  });
}

/** What a site has around its documentation. */
const [before, after] = [
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The title</title>
<style>.unwanted { color: red }</style><script>const unwanted = "<h2>unwanted</h2>";</script></head>
<body><header><a href="/">unwanted</a><nav><h2>unwanted</h2><ul><li>unwanted</li></ul></nav></header>
<aside><h3>unwanted</h3><p>unwanted</p></aside><main><article>
`,
  `
<script type="module">unwanted()</script><template><p>unwanted</p></template></article>
<nav aria-label="Pages"><a href="next">unwanted</a></nav></main>
<footer><h2>unwanted</h2><p>unwanted</p></footer><script src="unwanted.js"></script></body></html>
`,
];

/** The headings of a page, as the parser tells them. */
function outlineOf(node: Nodes): Heading[] {
  if (!("children" in node)) return [];
  const [, level] = (node.type === "element" && /^h([1-6])$/.exec(node.tagName)) || [];
  if (!level) return node.children.flatMap(outlineOf);
  const title = textOf(node).replace(/\s+/g, " ").trim();
  return title === "" ? [] : [{ level: Number(level), title, line: node.position?.start.line ?? 0 }];
}

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** The words of a page's texts. */
function wordsIn(node: Nodes): readonly string[] {
  if (node.type === "text") return node.value.match(word) ?? [];
  return "children" in node ? node.children.flatMap(wordsIn) : [];
}

test.each(documented)(
  "reads the documentation of %s as pages of a site with the parser's outline, without losing a word or taking one of the site",
  async (name) => {
    const { fromHtml } = await import("hast-util-from-html");
    for (const { file, text } of documentationOf(name)) {
      if (text.length > 10_000) continue;
      const content = await rendered(text);
      const page = `${before}${content}${after}`;
      const line = before.split("\n").length - 1;
      const { title, blocks } = await html.read(textSource(page));
      const all = await Array.fromAsync(blocks);
      const tree = fromHtml(content, { fragment: true });
      const headings = all.filter(({ kind }) => kind === "heading");
      expect({
        file,
        headings: headings.map(({ level, text: words, line: at = 0 }) => [level, words, at - line]),
      }).toEqual({
        file,
        headings: outlineOf(tree).map((heading) => [heading.level, heading.title, heading.line]),
      });
      expect(title).toBe("The title");
      const passages = await Array.fromAsync(cutIntoPassages(all, { maxTokens: 400, estimate: countTitanTokens }));
      const read = passages.map((passage) => passage.text).join("\n");
      const found = new Set(read.match(word));
      // Elements end within words, as in `<code>UUID</code>s`.
      const lost = wordsIn(tree).filter((one) => !found.has(one) && !read.includes(one));
      expect({ file, lost }).toEqual({ file, lost: [] });
      expect(found).not.toContain("unwanted");
    }
  },
);
