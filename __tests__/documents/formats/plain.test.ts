import * as fc from "fast-check";
import { plain } from "../../../documents/formats/plain";
import { unifyLineEndings } from "../../../documents/line-endings";
import { passagesOf, readDocument } from "../../helpers/documents/read-document";

const blocksOf = async (content: string) => (await readDocument(plain, content)).blocks;

test.each([
  ["blank lines", "\n\n a\nb \n \t\n\nc\n", [" a\nb", 3], ["c", 7]],
  ["CRLF", "a\r\nb\r\n\r\n\r\nc", ["a\nb", 1], ["c", 5]],
  ["CR", "a\rb\r\rc", ["a\nb", 1], ["c", 4]],
  ["U+2028", "a\u{2028}b\u{2028}\u{2028}c", ["a\nb", 1], ["c", 4]],
  ["U+2029", "a\u{85}b\u{2029}c", ["a\nb", 1], ["c", 4]],
  ["no line end", "a", ["a", 1]],
])("has paragraphs between %s, with the lines that they begin on", async (_, content, ...expected) => {
  expect((await blocksOf(content)).map(({ text, line }) => [text, line])).toEqual(expected);
});

test("knows no headings", async () => {
  expect(await passagesOf(plain, "# a\n\nTitle\n=====\n\n.. code::\n")).toEqual([
    { text: "# a\n\nTitle\n=====\n\n.. code::", line: 1, headings: [] },
  ]);
});

test("leaves out embedded files", async () => {
  expect(await blocksOf(`.. image:: data:image/png;base64,${"A".repeat(9_000)}\n   :alt: logo`)).toMatchObject([
    { text: ".. image:: data:image/png;base64,…\n   :alt: logo" },
  ]);
});

test("has blocks of bounded length where a text has no blank lines, cut between lines, words or characters", async () => {
  for (const unit of ["word ", "a line\n", "这是第一句话。", "👩‍👩‍👧‍👦"]) {
    const blocks = await blocksOf(unit.repeat(Math.ceil(250_000 / unit.length)));
    expect(blocks.length).toBe(3);
    for (const { text } of blocks) {
      expect(text.length).toBeLessThanOrEqual(100_000);
      expect([text.slice(0, unit.length), text.slice(-unit.trimEnd().length)]).toEqual([unit, unit.trimEnd()]);
    }
  }
});

test("ends Chinese passages with sentences, of a text in one line", async () => {
  const passages = await passagesOf(plain, "这是第一句话，用来测试切分。".repeat(400));
  expect(passages.length).toBeGreaterThan(10);
  for (const { text } of passages) expect(text).toMatch(/^这是.*切分。$/);
});

test("loses nothing, wherever the parts end in which it is read", async () => {
  const line = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("", " ", "\t", "a", "\r"));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom("\n", "\r\n", "\r"), async (lines, end) => {
      const content = lines.join(end);
      const unified = unifyLineEndings(content);
      const blocks = await blocksOf(content);
      const dense = (text: string) => text.replace(/\s+/g, "");
      expect(dense(blocks.map(({ text }) => text).join(""))).toBe(dense(unified));
      const sourceLines = unified.split("\n");
      for (const { text, line = 0 } of blocks)
        expect(sourceLines[line - 1]?.trimEnd()).toBe(text.split("\n")[0]?.trimEnd());
    }),
  );
});
