import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../../documents/document-error";
import type { InputFormat } from "../../documents/find-files";
import type { Passage } from "../../documents/passage";
import { countPassages, readPassages } from "../../documents/read-passages";
import { metadata as metadataSchema } from "../../embedding/metadata";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
let files = 0;

/** A file of this content, as an input. */
function input(content: string | Buffer, format: InputFormat = "jsonl", name = "corpus") {
  files += 1;
  const path = join(directory, `${files}`);
  writeFileSync(path, content);
  return { path, name, format };
}

const read = (file: ReturnType<typeof input>, prefix = ""): Promise<Passage[]> =>
  Array.fromAsync(readPassages([file], prefix));

describe("a file with JSON on each line", () => {
  test("is read with ids, metadata and places", async () => {
    const file = input('{"id":"a","text":"One"}\n\n{"id":"b","text":"Two\u2028lines","metadata":{"page":7}}\r\n');
    expect(await read(file, "p:")).toEqual([
      { id: "p:a", text: "One", location: `${file.path}:1` },
      { id: "p:b", text: "Two\u2028lines", metadata: { page: 7 }, location: `${file.path}:3` },
    ]);
  });

  test("is read whole where it is larger than what is read at a time", async () => {
    const text = "é😀".repeat(20_000);
    const lines = Array.from({ length: 5 }, (_, id) => JSON.stringify({ id: `a${id}`, text }));
    expect((await read(input(lines.join("\n")))).map((passage) => passage.text)).toEqual(Array(5).fill(text));
  });

  test.each([
    ["{", /:2: the line is not valid JSON, write it as \{"id": "doc1", "text": "Hello world"\}/],
    ["[]", /:2: the line is no passage, write it as \{"id"/],
    ['{"text":"x"}', /:2: id must be a string$/],
    ['{"id":7,"text":"x"}', /:2: id must be a string$/],
    ['{"id":"_a","text":"x"}', /:2: id must be 1 to 256 letters, digits or/],
    ['{"id":"a b","text":"x"}', /:2: id must be 1 to 256/],
    ['{"id":"b"}', /:2: text must be a string$/],
    ['{"id":"b","text":" "}', /:2: text must not be blank$/],
    [
      JSON.stringify({ id: "b", text: "x".repeat(750_001) }),
      /:2: text must have at most 750000 characters and has 750001: split it$/,
    ],
    ['{"id":"b","text":"\\ud83d"}', /:2: text must be valid Unicode/],
    ['{"id":"b","text":"x","page":7}', /:2: "page" is no field: put it into "metadata"$/],
    ['{"id":"b","text":"x","metadata":{"a":{}}}', /:2: metadata.a must be a string, a finite number or a boolean$/],
    [
      '{"id":"b","text":"x","metadata":{"text":"y"}}',
      /:2: metadata must have no key "text" and none that starts with "_": rename it$/,
    ],
    ['{"id":"b","text":"x","metadata":{"_model":"y"}}', /:2: metadata must have no key/],
    [
      JSON.stringify({ id: "b", text: "x", metadata: { a: "x".repeat(2_048) } }),
      /:2: metadata must have at most 2048 bytes/,
    ],
    ['{"id":"b","id":"c","text":"x"}', /:2: the line has the same key twice in an object/],
    [
      '{"id":"b","text":"x","metadata":{"n":12345678901234567}}',
      /:2: the line has the number 12345678901234567, which would be rounded/,
    ],
  ])("is refused at a line like %.60s", async (line, message) => {
    const file = input(`{"id":"a","text":"One"}\n${line}\n`);
    await expect(read(file)).rejects.toThrow(DocumentError);
    await expect(read(file)).rejects.toThrow(message);
    await expect(read(file)).rejects.toThrow(file.path);
  });
});

describe("a text", () => {
  test("is read with ids, source, heading and places", async () => {
    const file = input("\u{feff}Before\n\n# Head\n\nAfter", "markdown", "a/guide.md");
    expect(await read(file, "p:")).toEqual([
      {
        id: "p:a:guide.md:1",
        text: "Before\n\n# Head\n\nAfter",
        metadata: { source: "a/guide.md" },
        location: `${file.path}:1`,
      },
    ]);
    const headed = await read(input("# Head\n\nAfter", "markdown", "guide.md"));
    expect(headed).toMatchObject([{ metadata: { source: "guide.md", heading: "Head" } }]);
    expect(await read(input("# Head", "plain", "a.txt"))).toMatchObject([{ metadata: { source: "a.txt" } }]);
  });

  test.each(["é", "\u{1}", '"', "😀"])(
    "has metadata that the API takes, however many %j are in its name and heading",
    async (character) => {
      const [passage] = await read(
        input(`# ${character.repeat(900)}\n\nx`, "markdown", `${character.repeat(2_000)}.md`),
      );
      expect(metadataSchema.safeParse(passage?.metadata).error).toBeUndefined();
      expect(passage?.metadata).toMatchObject({
        source: expect.stringMatching(/…$/),
        heading: expect.stringMatching(/…$/),
      });
    },
  );
});

test.each<InputFormat>(["jsonl", "markdown", "plain"])("refuses a %s file that is not UTF-8", async (format) => {
  const latin1 = Buffer.from('{"id":"a","text":"caf\u00e9"}\n', "latin1");
  const file = input(latin1, format);
  await expect(read(file)).rejects.toThrow(`${file.path} is not UTF-8: convert it, as in iconv -f latin1 -t utf-8`);
  await expect(read(input(latin1.subarray(0, -3), format))).rejects.toThrow(/is not UTF-8/);
});

test.each<InputFormat>(["jsonl", "markdown"])("says so where a %s file cannot be read", async (format) => {
  const path = join(directory, "gone");
  await expect(read({ path, name: "gone", format })).rejects.toThrow(
    `${path} cannot be read: no such file or directory`,
  );
});

describe("counting", () => {
  const count = (...contents: string[]) =>
    countPassages(
      readPassages(
        contents.map((content) => input(content)),
        "",
      ),
    );

  test("counts the passages of all files", async () => {
    expect(await count('{"id":"a","text":"One"}', '{"id":"b","text":"Two"}\n{"id":"c","text":"Two"}')).toBe(3);
  });

  test("refuses an id that is there twice, and names both places", async () => {
    const counted = count('{"id":"a","text":"One"}', '{"id":"b","text":"Two"}\n{"id":"a","text":"One"}');
    await expect(counted).rejects.toThrow(DocumentError);
    await expect(counted).rejects.toThrow(/\d:2: the id a is that of .*\d:1 too: change one/);
  });

  test("refuses files without any text", async () => {
    await expect(count("\n \n")).rejects.toThrow("There is no text in these files");
  });
});
