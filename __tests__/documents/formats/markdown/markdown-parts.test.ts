import { markdown } from "../../../../documents/formats/markdown/markdown";
import { markdownParts } from "../../../../documents/formats/markdown/markdown-parts";
import { markdownParser } from "../../../../documents/formats/markdown/parse-markdown";
import { readDocument } from "../../../helpers/documents/read-document";

/** The sources of the parts of a text. */
async function partsOf(text: string, partLength: number) {
  return Array.from(markdownParts(text, 0, await markdownParser(), partLength), ({ source }) => source);
}

const words = "words and more of them, of which a line has as many as most lines of a text have that is read\n".repeat(
  350,
);
/** A row of a table, of 60 characters. */
const row = `| ${"b".repeat(55)} |\n`;
const headings = async (content: string) =>
  (await readDocument(markdown, content)).blocks.filter(({ kind }) => kind === "heading");

test.each([
  ["a heading", "some text\n# title\nmore text", ["some text\n", "# title\nmore text"]],
  ["a paragraph", "some text\n\nmore text of it\n\nand more", ["some text\n\n", "more text of it\n\n", "and more"]],
  ["an item of a long list", "- some text\n- more\n\n  of it\n- more", ["- some text\n", "- more\n\n  of it\n- more"]],
  ["a line of a long paragraph", "some text here\nmore text\nand more", ["some text here\nmore text\n", "and more"]],
  ["a word of a long line", "some text, and # more text, and # more", ["some text, and # more", " text, and # more"]],
])("begin at %s", async (_, text, expected) => {
  expect(await partsOf(text, 20)).toEqual(expected);
});

test.each([
  ["code", `\`\`\`\n${words}\n# no\n${words}\`\`\``],
  ["code right below a text", `${words}\`\`\`\n${words}\n# no\n${words}\`\`\``],
  ["code in an item", `1. a\n\n   \`\`\`\n${words}   # no\n${words}   \`\`\``.replaceAll("\nwords", "\n   words")],
  ["code in a directive", `:::note\n\n\`\`\`\n${words}\n# no\n${words}\`\`\`\n\n:::`],
  ["code that is never closed", `\`\`\`\n${words}\n# no\n\n${words}`],
  ["a comment", `<!--\n${words}\n# no\n${words}-->`],
  ["HTML", `<div>\n${words}# no\n${words}</div>`],
  ["front matter", `---\n${"# no\na: b\n".repeat(4_000)}---`],
])("are no shorter than %s, in which nothing is a heading", async (_, content) => {
  const found = await headings(`${content}\n`);
  expect(found).toEqual([]);
});

test("have the lines of the document, and what it defines elsewhere", async () => {
  const content = `# [One]\n\n${words}\n# [Two] and [three][]\n\n${words}\n## Note[^1]\n\n${words}\n[one]: /1\n[TWO]: /2\n[^1]: A note`;
  expect(await headings(content)).toMatchObject([
    { title: "One", line: 1 },
    { title: "Two and [three][]", line: 354 },
    { title: "Note", line: 707 },
  ]);
});

test("hold all of a list, a table, a paragraph and a line that are longer", async () => {
  for (const content of [
    "- an item of a list, in words\n  - an inner item of it, in words\n".repeat(600),
    `| a |\n|---|\n${row.repeat(2_300)}`,
    words,
    "one line # of words ".repeat(3_000),
  ]) {
    const { blocks } = await readDocument(markdown, content);
    const text = blocks.map(({ text }) => text).join("");
    expect(text.replace(/\s/g, "")).toBe(content.replace(/\s/g, ""));
    expect(blocks.map(({ kind }) => kind)).not.toContain("heading");
    expect(blocks.length).toBeGreaterThan(1);
  }
});

test("hold the HTML of a list's items once, also of the item that the next part begins with", async () => {
  const items = Array.from(
    { length: 1_000 },
    (_, index) => `- an item\n  <details>\n  hidden ${index}\n  </details>\n`,
  );
  const { blocks } = await readDocument(markdown, items.join(""));
  expect(blocks.length).toBeGreaterThan(1);
  const found = blocks.flatMap(({ text }) => text.match(/hidden \d+/g) ?? []);
  expect(found).toEqual(items.map((_, index) => `hidden ${index}`));
});

test("are as long as a table, which is one", async () => {
  const { blocks } = await readDocument(markdown, `| a |\n|---|\n${row.repeat(800)}\n\nafter`);
  expect(blocks.map(({ kind }) => kind)).toEqual(["table", "text"]);
});

test("are as far apart as in the document", async () => {
  const { blocks } = await readDocument(markdown, `${words}# a\n${words}\n# b`);
  expect(blocks.filter(({ kind }) => kind === "heading").map(({ gap }) => gap)).toEqual(["\n", undefined]);
});
