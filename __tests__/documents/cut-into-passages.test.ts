import * as fc from "fast-check";
import { cutTextIntoPassages, maxLength, minLength, type TextFormat } from "../../documents/cut-into-passages";

const words = (length: number, word = "word") => `${word} `.repeat(Math.ceil(length / (word.length + 1))).trimEnd();
const texts = (source: string, format: TextFormat = "markdown") =>
  cutTextIntoPassages(source, format).map(({ text }) => text);

test("keeps a short text as it is", () => {
  expect(cutTextIntoPassages("\n\nHello\nworld\n\n\nand all\n", "plain")).toEqual([
    { text: "Hello\nworld\n\n\nand all", line: 3, heading: undefined },
  ]);
});

test.each(["", " \n\t\n ", "\u{feff}\n"])("finds nothing in %j", (source) => {
  expect(texts(source)).toEqual([]);
});

test("cuts between paragraphs before there is too much", () => {
  const paragraphs = [words(800), words(700), words(900), words(1_900)];
  expect(texts(paragraphs.join("\n\n"), "plain")).toEqual([
    `${paragraphs[0]}\n\n${paragraphs[1]}`,
    paragraphs[2],
    paragraphs[3],
  ]);
});

test("cuts at headings once there is enough, and names the heading that a passage is under", () => {
  const source = [
    `# Guide\n\n${words(300)}`,
    `## Set up ##\n\n${words(900)}`,
    `## Use\n\n${words(600)}\n\n${words(1_500)}`,
    `Old style\n=========\n${words(1_200)}`,
    `### ###\n${words(100)}`,
  ].join("\n\n");
  expect(
    cutTextIntoPassages(source, "markdown").map(({ text, line, heading }) => [text.slice(0, 9), line, heading]),
  ).toEqual([
    ["# Guide\n\n", 1, "Guide"],
    ["## Use\n\nw", 9, "Use"],
    ["word word", 13, "Use"],
    ["Old style", 15, "Old style"],
    ["### ###\nw", 19, ""],
  ]);
});

test("keeps the heading of before where another one comes further down", () => {
  const source = `# One\n\n${words(1_900)}\n\n${words(500)}\n\n# Two\n\n${words(400)}\n\n${words(1_500)}`;
  expect(cutTextIntoPassages(source, "markdown").map(({ heading }) => heading)).toEqual(["One", "One", "Two"]);
});

test("moves a heading to what it is about", () => {
  const source = `${words(700)}\n\n## Next\n\n${words(1_500)}`;
  expect(texts(source)).toEqual([words(700), `## Next\n\n${words(1_500)}`]);
});

test("does not cut between a heading and the one below it", () => {
  const source = `${words(minLength - 10)}\n\n# A part of the guide\n\n## Its first section\n\n${words(200)}`;
  expect(texts(source)).toEqual([source]);
});

test("sees no headings in plain text and in code", () => {
  const code = "```sh\n# no heading\n\n# nor this\n```";
  expect(cutTextIntoPassages(`${words(1_100)}\n\n${code}`, "markdown")).toHaveLength(1);
  expect(cutTextIntoPassages(`${words(1_100)}\n\n# no heading`, "plain")).toMatchObject([{ heading: undefined }]);
});

test.each(["```", "~~~", "  ````"])("keeps code in %s fences whole, where it fits", (fence) => {
  const block = `${fence}js\n${words(700)}\n\n\`\`\n\n${words(700)}\n${fence}`;
  const [first, second] = texts(`${words(900)}\n${block}\n${words(900)}`);
  expect(first).toBe(words(900));
  expect(second).toBe(block.trim());
});

test("takes a fence that is never closed as code to the end", () => {
  expect(texts("Hello\n```\na\n\n# b")).toEqual(["Hello\n```\na\n\n# b"]);
});

test.each([
  ["lines", `${words(90)}.\n`],
  ["sentences", `${words(90)}. `],
  ["words", "word "],
])("cuts what is too long between %s", (_name, unit) => {
  const cut = texts(unit.repeat(Math.ceil(5_000 / unit.length)), "plain");
  expect(cut.length).toBeGreaterThan(2);
  for (const text of cut) expect([text.length <= maxLength, text.endsWith(unit.trim())]).toEqual([true, true]);
});

test("cuts what has no blanks where it must, and never inside of a surrogate pair", () => {
  const cut = texts(`x${"😀".repeat(3_000)}`, "plain");
  expect(cut.map(({ length }) => length)).toEqual([1_999, 2_000, 2_000, 2]);
  expect(cut.every((text) => text.isWellFormed())).toBe(true);
});

test("loses no text, makes no passage that is blank or too long, and finds each where it says", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "  ", "# Heading", "## ", "```", "```js", "~~~~", "===", "---", "a", "\t"),
    fc.integer({ min: 1, max: 3_000 }).map((length) => words(length)),
    fc.integer({ min: 1, max: 3_000 }).map((length) => "😀".repeat(length)),
    fc.integer({ min: 1, max: 3_000 }).map((length) => " ".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom<TextFormat>("markdown", "plain"), (lines, format) => {
      const source = lines.join("\n");
      const passages = cutTextIntoPassages(source, format);
      const dense = (text: string) => text.replace(/\s+/g, "");
      expect(dense(passages.map(({ text }) => text).join(""))).toBe(dense(source));
      for (const { text, line: number } of passages) {
        expect(text.trim()).toBe(text);
        expect(text).not.toBe("");
        expect(text.length).toBeLessThanOrEqual(maxLength);
        expect(text.isWellFormed()).toBe(true);
        expect(source.split("\n")[number - 1]).toContain(text.split("\n")[0]);
      }
    }),
  );
});

test("makes passages of the length that it aims for", () => {
  const source = Array.from({ length: 200 }, (_, index) => words(100 + ((index * 37) % 500))).join("\n\n");
  const cut = texts(source);
  expect(cut.slice(0, -1).filter(({ length }) => length < minLength)).toEqual([]);
});
