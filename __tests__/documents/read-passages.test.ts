import { join } from "node:path";
import { findFiles } from "../../documents/files/find-files";
import { formatOf, formats } from "../../documents/formats";
import type { Format } from "../../documents/formats/format";
import { type ReadPassagesArgs, readPassages } from "../../documents/read-passages";
import { leftOuts } from "../helpers/documents/left-outs";
import { textSource } from "../helpers/documents/text-source";
import { writeFiles } from "../helpers/documents/write-files";
import { temporaryDirectory } from "../helpers/temporary-directory";

const root = temporaryDirectory();
const cut = { maxTokens: 100, estimate: (text: string) => text.length / 4 };

/** The passages of files below a folder of their own, and what is left out, without the folder's path. */
async function read(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: Partial<ReadPassagesArgs> = {},
): Promise<{ passages: object[]; leftOut: string[]; globs: string[] }> {
  const directory = join(root, String(Object.keys(files)).slice(0, 100).replace(/\W/g, "-"));
  writeFiles(directory, files);
  const { all, leaveOut } = leftOuts();
  const found = await findFiles([directory], { leaveOut });
  const passages = await Array.fromAsync(readPassages(found, { prefix: "", cut, leaveOut, ...args }));
  const withoutFolder = (text: string) => text.replaceAll(directory, "");
  return {
    passages: passages.map((passage) => ({ ...passage, location: withoutFolder(passage.location) })),
    leftOut: all.map(({ reason, message }) => `${reason}: ${withoutFolder(message)}`),
    globs: all.flatMap(({ glob = [] }) => glob),
  };
}

test("reads documents, tables and lines of JSON with ids, metadata and places", async () => {
  const { passages, leftOut } = await read(
    {
      "a/notes.txt": "\n\nOne",
      "b.csv": "name,price\nPen,3\n",
      "c.jsonl": '{"_id":7,"title":"T","text":"Two"}\r\n',
    },
    { prefix: "p:" },
  );
  expect(leftOut).toEqual([]);
  expect(passages).toEqual([
    { id: "p:a:notes.txt:1", text: "One", metadata: { source: "a/notes.txt", line: 3 }, location: "/a/notes.txt:3" },
    { id: "p:b.csv:1", text: "name: Pen\nprice: 3", metadata: { source: "b.csv", line: 2 }, location: "/b.csv:2" },
    { id: "p:7", text: "Two", metadata: { title: "T" }, location: "/c.jsonl:1" },
  ]);
});

test("cuts rows that are too long, and lines of JSON never", async () => {
  const long = "word ".repeat(100).trim();
  const { passages } = await read({
    "long.csv": `id,text\n1,${long}\n,short\n`,
    "x.jsonl": `{"id":"x","text":"${long}"}`,
  });
  expect(passages).toMatchObject([
    { id: "long.csv:1", location: "/long.csv:2" },
    { id: "long.csv:2", location: "/long.csv:2" },
    { id: "long.csv:3", location: "/long.csv:3", text: "text: short" },
    { id: "x", text: long },
  ]);
});

test("never loses the good for the bad", async () => {
  const { passages, leftOut, globs } = await read({
    "1.txt": "good",
    "2.txt": Buffer.from("caf\u00e9", "latin1"),
    "3.txt": Buffer.from([0x89, 0x50, 0, 1]),
    "4.txt": " \n",
    "5.jsonl": '{"id":"a","text":"good"}\n{"id":"b","text":""}\n{"id":"a","text":"again"}\n{"id":"_","text":"x"}',
    "6.csv": 'a\ngood\n"not closed\n',
    "7.txt": "good",
  });
  expect(passages).toMatchObject([
    { id: "1.txt:1" },
    { id: "a", text: "good" },
    { id: "6.csv:1", text: "a: good" },
    { id: "6.csv:2", text: 'a: "not closed' },
    { id: "7.txt:1" },
  ]);
  expect(leftOut).toEqual([
    "undecodable: /2.txt is not UTF-8 (E9 at byte 3, on line 1): say what it is, as in --encoding windows-1252",
    "binary: /3.txt is binary, no text; --encoding reads text in UTF-16 that has no byte order mark",
    "blank: /4.txt is blank",
    "bad_row: /5.jsonl:2: text must not be blank",
    "same_id: /5.jsonl:3: the id a is that of another passage: change one",
    "bad_row: /5.jsonl:4: id must be 1 to 256 letters, digits or . _ : @ = + - and start with a letter or digit",
    "malformed: /6.csv:3: a quote is not closed: the line is read as it is written",
  ]);
  // Nor is a file said to be excluded of which there is something.
  expect(globs).toEqual(["./2.txt", "./3.txt", "./4.txt"]);
});

test("leaves out what is nested too deeply, and reads the rest", async () => {
  const { passages, leftOut } = await read({
    "1.html": `${"<div>".repeat(20_000)}deep`,
    "2.md": `${">".repeat(20_000)} deep`,
    "3.md": "good",
  });
  expect(passages).toMatchObject([{ id: "3.md:1", text: "good" }]);
  expect(leftOut).toEqual([
    "too_complex: /1.html is nested too deeply to be read as HTML: make it flatter",
    "too_complex: /2.md is nested too deeply to be read as Markdown: make it flatter",
  ]);
});

test("gives no two passages the same id, whatever they are read from", async () => {
  const { passages, leftOut } = await read({
    "a.jsonl": '{"id":"b.txt:1","text":"x"}\n{"id":"b.txt:x","text":"x"}\n{"id":"c","text":"x"}',
    "b.jsonl": '{"id":"c","text":"y"}',
    "b.txt": "text",
  });
  expect(passages).toMatchObject([{ id: "b.txt:x" }, { id: "c", text: "x" }, { id: "b.txt:1", text: "text" }]);
  expect(leftOut).toEqual([
    "same_id: /a.jsonl:1: the id b.txt:1 is that of another passage: change one",
    "same_id: /b.jsonl:1: the id c is that of another passage: change one",
  ]);
});

describe("a document", () => {
  const format: Format = {
    name: "test",
    extensions: [".test"],
    maxBytes: 3_000_000,
    read: async () => ({
      title: "Handbook",
      metadata: { tags: ["a", "b"], draft: false, weight: 3, date: new Date(0), nested: {}, source: "x", _x: 1 },
      blocks: [
        { kind: "heading", level: 1, text: "# Guide", title: "Guide", page: 1 },
        { kind: "heading", level: 2, text: "## Install", title: "Install", page: 2 },
        { kind: "text", text: "Run it.", page: 2 },
      ],
    }),
  };
  const passagesOf = async (size: number, metadataKeys?: string[]) => {
    const { all, leaveOut } = leftOuts();
    const source = { ...textSource("", "x.test"), path: join(root, "x.test"), size: async () => size };
    const args = { prefix: "", cut, leaveOut, ...(metadataKeys ? { metadataKeys } : {}) };
    const passages = await Array.fromAsync(readPassages([{ source, format }], args));
    return { passages, leftOut: all.map(({ reason, message }) => [reason, message.replace(root, "")]) };
  };

  test("has its title, the trail of headings, the page, and the facts that are asked for", async () => {
    const { passages } = await passagesOf(10, ["tags", "draft", "weight", "date", "nested", "source", "_x", "none"]);
    expect(passages).toEqual([
      {
        id: "x.test:1",
        text: expect.stringMatching(/Run it\.$/),
        metadata: {
          source: "x.test",
          title: "Handbook",
          heading: expect.stringMatching(/^Guide/),
          page: 1,
          tags: ["a", "b"],
          draft: false,
          weight: 3,
          date: "1970-01-01T00:00:00.000Z",
        },
        location: expect.stringMatching(/x\.test, page 1$/),
      },
    ]);
    expect((await passagesOf(10)).passages[0]?.metadata).not.toHaveProperty("tags");
  });

  test("is left out where the format's library fails, even after some of it", async () => {
    const { all, leaveOut } = leftOuts();
    const source = { ...textSource("", "x.test"), path: join(root, "x.test") };
    async function* blocks() {
      yield { kind: "row", text: "good" } as const;
      throw new RangeError("too deep");
    }
    const failing: Format = { ...format, read: async () => ({ blocks: blocks() }) };
    const passages = await Array.fromAsync(readPassages([{ source, format: failing }], { prefix: "", cut, leaveOut }));
    expect(passages).toMatchObject([{ text: "good" }]);
    expect(all).toMatchObject([
      { reason: "malformed", message: `${join(root, "x.test")} cannot be read as test: too deep` },
    ]);
  });

  test("is left out where it is larger than its format is parsed whole", async () => {
    expect((await passagesOf(3_000_000)).leftOut).toEqual([]);
    expect(await passagesOf(3_000_001)).toEqual({
      passages: [],
      leftOut: [["too_large", "/x.test has 3.0 MB, and test is read up to 3.0 MB: split it"]],
    });
  });
});

test.each<[string, number, (number: number) => string]>([
  ["x.txt", 1.1, (number) => `Paragraph ${number} of a text.\n\n`],
  ["x.txt", 1.1, (number) => `words without a line ending ${number} `],
  ["x.csv", 1.1, (number) => `${number},"row ${number}",${"x".repeat(50)}\n`],
  ["x.jsonl", 5, (number) => `{"id":${number},"text":"text ${number}"}\n`],
])("reads of an endless %s no more than its passages take, and a little ahead", async (name, most, part) => {
  let read = 0;
  const source = {
    ...textSource("", name),
    path: join(root, "endless.txt"),
    async *chunks() {
      for (let number = 0; ; number++) {
        const chunk = part(number).repeat(name === "x.txt" ? 20 : 1);
        read += chunk.length;
        yield chunk;
      }
    },
  };
  writeFiles(root, { "endless.txt": "" });
  const format = formatOf(name);
  if (!format) throw new Error(`${name} has no format`);
  let taken = 0;
  let count = 0;
  for await (const { text } of readPassages([{ source, format }], { prefix: "", cut, leaveOut: fail })) {
    taken += text.length;
    count += 1;
    expect(read - most * taken).toBeLessThan(300_000);
    if (count === 2_000) break;
  }
  expect(count).toBe(2_000);
});

function fail(): never {
  throw new Error("nothing is to be left out");
}

test("knows each extension once", () => {
  const extensions = formats.flatMap((format) => format.extensions);
  expect(extensions.toSorted()).toEqual([...new Set(extensions)].toSorted());
  expect(extensions.filter((extension) => !/^\.[a-z]+$/.test(extension))).toEqual([]);
});
