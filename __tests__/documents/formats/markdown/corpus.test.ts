import { type CutPassage, cutIntoPassages } from "../../../../documents/cut/cut-into-passages";
import { markdown, mdx } from "../../../../documents/formats/markdown/markdown";
import { countTitanTokens } from "../../../helpers/documents/count-titan-tokens";
import {
  documentationOf,
  documented,
  type Heading,
  outlineOf,
  parsed,
  parsedMdx,
  word,
  wordsIn,
} from "../../../helpers/documents/documentation";
import { textSource } from "../../../helpers/documents/text-source";

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

test.each(documented)(
  "reads the documentation of %s with the parser's outline, and cuts it under its headings without losing a word",
  async (name) => {
    const files = documentationOf(name);
    expect(files.length).toBeGreaterThan(4);
    for (const { file, text } of files) {
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

/** What documentation in MDX has before and after its text, as Docusaurus writes it. */
const [before, after] = [
  'import Tabs from "@theme/Tabs";\n\nexport const kept = { hidden: true };\n\n<Tabs groupId="operating-systems">\n\n',
  "\n\n</Tabs>\n\n{/* commented */}\n",
];

test("reads documentation that is MDX as well in elements, with the parser's outline, without losing a word or reading code", async () => {
  const files = documented.flatMap(documentationOf).filter(({ text }) => text.length < 10_000);
  let count = 0;
  for (const { file, text } of files) {
    const source = text.startsWith("---\n") ? text : before + text + after;
    const tree = await parsedMdx(source);
    if (!tree) continue;
    count += 1;
    const blocks = await Array.fromAsync((await mdx.read(textSource(source))).blocks);
    const headings = blocks.filter(({ kind }) => kind === "heading");
    const outline = await outlineOf(tree);
    expect({ file, headings: headings.map(({ level, title, line }) => ({ level, title, line })) }).toEqual({
      file,
      headings: outline,
    });
    const passages = await Array.fromAsync(cutIntoPassages(blocks, { maxTokens: 400, estimate: countTitanTokens }));
    const found = new Set(passages.flatMap((passage) => passage.text.match(word) ?? []));
    expect({ file, lost: wordsIn(tree).filter((one) => !found.has(one)) }).toEqual({ file, lost: [] });
    expect(
      passages.filter(({ text: passage }) => /@theme|hidden: true|operating-systems|commented \*/.test(passage)),
    ).toEqual([]);
  }
  expect(count).toBeGreaterThan(40);
});
