import * as fc from "fast-check";
import type { Block } from "../../../documents/block";
import { isBlank } from "../../../documents/cut/blanks";
import { type CutArgs, cutIntoPassages } from "../../../documents/cut/cut-into-passages";
import { anyText } from "../../helpers/any-text";
import { countTitanTokens } from "../../helpers/documents/count-titan-tokens";

const maxTokens = 400;
const cut = (blocks: readonly Block[], args: Partial<CutArgs> = {}) =>
  Array.fromAsync(cutIntoPassages(blocks, { maxTokens, estimate: countTitanTokens, ...args }));
const texts = async (blocks: readonly Block[], args: Partial<CutArgs> = {}) =>
  (await cut(blocks, args)).map(({ text }) => text);

/** Words of so many tokens. */
const words = (tokens: number, word = "word") => {
  const count = Math.floor((tokens * 4.7) / (word.length + 1));
  return `${word} `.repeat(count).trimEnd();
};
const text = (content: string, more: Partial<Block> = {}): Block => ({ kind: "text", text: content, ...more });
const code = (content: string): Block => ({ kind: "code", text: content });
const heading = (title: string, level = 1): Block => ({
  kind: "heading",
  text: `${"#".repeat(level)} ${title}`,
  title,
  level,
});

describe("a document", () => {
  test("is one passage where it is short", async () => {
    expect(await cut([text("Hello\nworld", { line: 3, page: 2 }), text("and all", { line: 7 })])).toEqual([
      { text: "Hello\nworld\n\nand all", line: 3, page: 2, headings: [] },
    ]);
  });

  test.each(["", " \n\t\n ", "\u{feff}\n", "\u200b\n\u00ad\u2060"])("has no passages of %j", async (blank) => {
    expect(await cut([text(blank), heading("a"), text(blank)])).toHaveLength(1);
    expect(await cut([text(blank)])).toEqual([]);
  });

  test("is cut between blocks before there is too much", async () => {
    const blocks = [170, 150, 190, 380].map((tokens) => text(words(tokens)));
    const [first, second, ...others] = blocks.map((block) => block.text);
    expect(await texts(blocks)).toEqual([`${first}\n\n${second}`, ...others]);
  });

  test("is cut at headings once there is enough, and each passage has its trail of them", async () => {
    const passages = await cut([
      heading("Guide"),
      text(words(60)),
      heading("Set up", 2),
      text(words(190)),
      heading("Use", 2),
      text(words(120)),
      text(words(310)),
      heading("Others"),
      heading("Small ones", 3),
      text(words(210)),
      heading("Last", 2),
      text(words(100)),
    ]);
    expect(passages.map(({ text, headings }) => [text.slice(0, 9), headings])).toEqual([
      ["# Guide\n\n", ["Guide"]],
      ["## Use\n\nw", ["Guide", "Use"]],
      ["word word", ["Guide", "Use"]],
      ["# Others\n", ["Others", "Small ones"]],
      ["## Last\n\n", ["Others", "Last"]],
    ]);
  });

  test("keeps the headings of before where another one comes further down", async () => {
    const blocks = [heading("One"), text(words(390)), text(words(100)), heading("Two"), text(words(80))];
    const passages = await cut([...blocks, text(words(300))]);
    expect(passages.map(({ headings }) => headings)).toEqual([["One"], ["One"], ["Two"]]);
  });

  test("has headings with what they are about, and with the one below", async () => {
    const next = text(words(310));
    expect(await texts([text(words(150)), heading("Next"), next])).toEqual([words(150), `# Next\n\n${next.text}`]);
    const joined = [text(words(199)), heading("A part"), heading("Its first section", 2), text(words(40))];
    expect(await texts(joined)).toHaveLength(1);
    const cutLater = await texts([text(words(199)), heading("A part"), heading("A section", 2), text(words(397))]);
    expect(cutLater.map((passage) => passage.slice(0, 25))).toEqual([
      words(199).slice(0, 25),
      "# A part\n\n## A section\n\nw",
      expect.stringMatching(/^word/),
    ]);
  });

  test("has a passage for each row", async () => {
    const rows = ["a: 1", "a: 2"].map((row, index): Block => ({ kind: "row", text: row, line: index + 2 }));
    expect(await cut([text("Before"), ...rows, text("After")])).toEqual([
      { text: "Before", headings: [] },
      { text: "a: 1", line: 2, headings: [] },
      { text: "a: 2", line: 3, headings: [] },
      { text: "After", headings: [] },
    ]);
  });
});

describe("what is too long", () => {
  test.each([
    ["paragraphs", `${words(30)}\nand on\n\n`, "\n\n"],
    ["lines", `${words(20)}.\n`, "\n"],
    ["lines of one sentence each and more", "2026-11-28 Failed. Retrying the request now\n", "\n"],
    ["sentences", `${words(20, "Word")}. `, ". "],
    ["words", "word ", " "],
    ["Chinese sentences", "这是第一句话，用来测试切分。", "。"],
    ["Japanese sentences", "これは最初の文です。", "。"],
    ["Hindi sentences", "यह पहला वाक्य है। ", "। "],
    ["Arabic sentences", "هذه هي الجملة الأولى؟ ", "؟ "],
    ["Thai phrases", "นี่คือประโยคแรกสำหรับทดสอบ ", " "],
  ])("is cut between %s", async (_, unit, end) => {
    const passages = await texts([text(unit.repeat(Math.ceil(8_000 / unit.length)))]);
    expect(passages.length).toBeGreaterThan(3);
    for (const passage of passages) {
      expect(countTitanTokens(passage)).toBeLessThanOrEqual(maxTokens);
      expect(passage.endsWith(unit.trimEnd())).toBe(true);
      expect(passage.endsWith(end.trim())).toBe(true);
    }
    for (const passage of passages.slice(0, -1)) expect(countTitanTokens(passage)).toBeGreaterThan(maxTokens * 0.8);
  });

  test("ends with sentences where lines are wrapped", async () => {
    const sentence = "the words of a sentence\nthat goes on from line to line, about New\nYork as well. Then";
    for (const passage of (await texts([text(`${sentence} `.repeat(100))])).slice(0, -1)) {
      expect(passage.endsWith("as well.")).toBe(true);
    }
  });

  test.each([
    ["Thai", "การทดสอบการตัดคำภาษาไทย"],
    ["Chinese", "这是没有标点的中文句子用来测试分词"],
    ["Japanese", "これは句読点のない日本語の文章でテスト"],
  ])("is cut between words of %s", async (_, phrase) => {
    const [first = "", second = ""] = await texts([text(phrase.repeat(200))]);
    const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(first + second);
    expect(segments.containing(first.length)?.index).toBe(first.length);
  });

  test.each([
    ["emoji of several code points", "👩‍👩‍👧‍👦"],
    ["flags", "🇨🇭"],
    ["Hangul of jamo", "\u1112\u1161\u11ab"],
    ["letters with marks", "e\u0301\u0323"],
    ["Tamil", "நி"],
    ["blanks with marks", " \u0301"],
  ])("is not cut inside of %s", async (_, grapheme) => {
    const passages = await texts([text(grapheme.repeat(3_000))]);
    expect(passages.length).toBeGreaterThan(3);
    for (const passage of passages) expect(passage).toBe(grapheme.repeat(passage.length / grapheme.length));
  });

  test("is cut in one character only where that is longer than a passage", async () => {
    const passages = await texts([text(`😀${"\u0301".repeat(5_000)}`)]);
    expect(passages.join("")).toBe(`😀${"\u0301".repeat(5_000)}`);
    expect(passages.every((passage) => passage.isWellFormed())).toBe(true);
  });

  test("fills up the passage before it, where that has not enough", async () => {
    const [first = "", second = ""] = await texts([text("Before."), text("The words of it. ".repeat(150))]);
    expect(first).toMatch(/^Before\.\n\nThe words .* of it\.$/s);
    expect(countTitanTokens(first)).toBeGreaterThan(380);
    expect(second).toMatch(/^The words/);
  });

  test("is found on the line that it says", async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `Line ${index + 11}: ${words(5)}`);
    const passages = await cut([text(lines.join("\r\n"), { line: 11 })]);
    expect(passages.length).toBeGreaterThan(5);
    for (const { text, line } of passages) expect(text).toMatch(new RegExp(`^Line ${line}: `));
  });
});

describe("code", () => {
  const block = `\`\`\`js\n${words(150)}\n\n${words(150)}\n\`\`\``;

  test("is kept whole where it fits", async () => {
    expect(await texts([text(words(190)), code(block), text(words(190))])).toEqual([words(190), block, words(190)]);
    const long = `\`\`\`js\n${words(380)}\n\`\`\``;
    expect(await texts([heading(words(30)), code(long)])).toEqual([`# ${words(30)}`, long]);
  });

  test("is cut between lines where it does not, though sentences end in them", async () => {
    const line = "  call(); // It is done. Then what is next is done";
    const passages = await texts([code(`${line}\n`.repeat(100))]);
    for (const passage of passages) expect(passage.endsWith("is next is done")).toBe(true);
  });
});

describe("a table", () => {
  const header = "| name | says |\n| --- | --- |";
  const rows = Array.from({ length: 60 }, (_, index) => `| ${index} | ${words(20)}. Of ${index}. |`);
  const table: Block = { kind: "table", header, text: [header, ...rows].join("\n"), line: 5 };

  test("is cut between rows, and has its header in each part", async () => {
    const passages = await cut([text(words(100)), table]);
    expect(passages.length).toBeGreaterThan(3);
    const found = passages.flatMap(({ text }) => text.split("\n").filter((line) => /^\| \d/.test(line)));
    expect(found).toEqual(rows);
    for (const { text, line = 0 } of passages.slice(1)) {
      expect(text.startsWith(`${header}\n| ${line - 7} | word`)).toBe(true);
    }
  });

  test("is kept whole where it fits", async () => {
    const short: Block = { ...table, text: [header, ...rows.slice(0, 12)].join("\n") };
    expect(await texts([text(words(190)), short])).toEqual([words(190), short.text]);
  });

  test("is cut in a row that is too long alone", async () => {
    const long = `| a | ${"A sentence of a cell. ".repeat(200)} |`;
    const passages = await texts([{ ...table, text: [header, rows[0], long, rows[1]].join("\n") }]);
    expect(
      passages
        .join(" ")
        .replace(/\s+/g, " ")
        .match(/A sentence of a cell\./g),
    ).toHaveLength(200);
    for (const passage of passages) expect(countTitanTokens(passage)).toBeLessThanOrEqual(maxTokens);
  });
});

describe("what is made of parts", () => {
  const items = Array.from({ length: 30 }, (_, index): Block => text(`- item ${index} ${words(30)}`, { gap: "\n" }));
  const list = (count: number): Block => {
    const parts = items.slice(0, count);
    return text(parts.map((item) => item.text).join("\n"), { parts });
  };

  test("is kept whole where it fits", async () => {
    expect(await texts([text(words(190)), list(10)])).toEqual([words(190), list(10).text]);
  });

  test("is cut between them where it does not", async () => {
    const passages = await texts([text("Before"), list(30)]);
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.join("\n")).toBe(`Before\n\n${list(30).text}`);
  });
});

describe("overlap", () => {
  test("repeats the last sentences of a passage in the next one", async () => {
    const sentences = Array.from({ length: 200 }, (_, index) => `Sentence ${index} has a few words.`);
    const passages = await texts([text(sentences.join(" "))], { overlapTokens: 40 });
    expect(passages.length).toBeGreaterThan(3);
    for (const [index, passage] of passages.slice(1).entries()) {
      const numbers = (part: string) =>
        [...part.matchAll(/Sentence (\d+) has a few words\./g)].map(([, n]) => Number(n));
      const before = numbers(passages[index] ?? "");
      const shared = numbers(passage).filter((number) => before.includes(number));
      expect(shared).toEqual(before.slice(-shared.length));
      expect(shared.length).toBeGreaterThan(3);
      expect(passage.startsWith("Sentence")).toBe(true);
      expect(countTitanTokens(passage)).toBeLessThanOrEqual(maxTokens);
    }
  });

  test("repeats words where a sentence is longer than it, and nothing before a heading", async () => {
    const [, second = ""] = await texts([text(words(600))], { overlapTokens: 40 });
    expect(countTitanTokens(second)).toBeGreaterThan(220);
    const sections = [heading("One"), text(words(300)), heading("Two"), text(words(300))];
    expect((await texts(sections, { overlapTokens: 40 }))[1]).toMatch(/^# Two/);
  });

  test("is left out where the next block would no longer fit", async () => {
    const blocks = [text(words(300)), text(words(395))];
    expect(await texts(blocks, { overlapTokens: 100 })).toEqual([words(300), words(395)]);
  });
});

describe("any document", () => {
  const content = fc.oneof(
    anyText(),
    fc.string({ unit: "grapheme", maxLength: 500 }),
    fc.constantFrom("", "  ", "a", "\t", " \u0301x", "a\r\n\r\nb", "\u2028", "。", "a b\n\nc d. E\nf"),
    fc
      .tuple(
        fc.constantFrom(
          "word ",
          "😀",
          "语",
          "Some words. ",
          " ",
          "\n",
          "👩‍👩‍👧‍👦",
          "ก",
          "e\u0301",
          "line\n",
          "\r\n",
          "这。",
        ),
        fc.integer({ min: 1, max: 3_000 }),
      )
      .map(([unit, length]) => unit.repeat(length).slice(0, Math.floor(6_000 / unit.length) * unit.length)),
  );
  const blocks = fc.array(
    fc.record({
      kind: fc.constantFrom<Block["kind"]>("heading", "text", "text", "code", "table", "row"),
      text: content,
    }),
    { maxLength: 12 },
  );
  const dense = (value: string) => value.replace(/\s+/g, "");

  test("loses nothing, and has no passage that is blank or too long", async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.integer({ min: 20, max: 500 }), async (document, max) => {
        const passages = await texts(document, { maxTokens: max });
        const seen = document.map(({ text }) => text).filter((text) => !isBlank(text));
        expect(dense(passages.join(""))).toBe(dense(seen.join("")));
        for (const passage of passages) {
          expect(isBlank(passage)).toBe(false);
          expect(countTitanTokens(passage)).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  test("is not cut inside of a character, as people see them", async () => {
    const graphemes = new Intl.Segmenter();
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom<Block["kind"]>("text", "code", "table"), async (source, kind) => {
        let position = 0;
        for (const passage of await texts([{ kind, text: source }], { maxTokens: 50 })) {
          const start = source.indexOf(passage, position);
          expect(start).toBeGreaterThanOrEqual(position);
          position = start + passage.length;
          expect(graphemes.segment(source).containing(start)?.index).toBe(start);
          if (position < source.length) expect(graphemes.segment(source).containing(position)?.index).toBe(position);
        }
      }),
    );
  });

  test("with overlap has every passage of without, at least in parts, and none too long", async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.integer({ min: 1, max: 100 }), async (document, overlapTokens) => {
        for (const passage of await texts(document, { maxTokens: 100, overlapTokens })) {
          expect(isBlank(passage)).toBe(false);
          expect(countTitanTokens(passage)).toBeLessThanOrEqual(100);
        }
      }),
    );
  });
});
