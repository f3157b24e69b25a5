import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DocumentError } from "../../../documents/document-error";
import { FileSource } from "../../../documents/files/file-source";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
let count = 0;

function source(bytes: Uint8Array, encoding?: string): FileSource {
  count += 1;
  const path = join(directory, `${count}.txt`);
  writeFileSync(path, bytes);
  return new FileSource(path, `${count}.txt`, encoding);
}

const utf8 = (text: string) => Buffer.from(text);
const utf16le = (text: string) => Buffer.from(text, "utf16le");
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const mark = "\u{feff}";
const greek = "Καλημέρα, κόσμε\n";
const chinese = "日志架构\n这是第一句话，用来测试切分。一一\n";
/** In ISO-2022-JP, which is ASCII. */
const iso2022Jp = Buffer.from("\x1b$BF|K\\\x1b(B");
/** More than is looked at for what a file is, and more than is read at a time. */
const long = (text: string) => text.repeat(Math.ceil(200_000 / text.length));

describe("a text is decoded", () => {
  test.each<[string, Uint8Array, string]>([
    ["UTF-8", utf8(greek), greek],
    ["UTF-8 with a mark", utf8(mark + greek), greek],
    ["UTF-8 put together of two with marks", utf8(`${mark}a\n${mark}b\n`), "a\nb\n"],
    ["UTF-16LE with a mark", utf16le(mark + chinese), chinese],
    ["UTF-16BE with a mark", utf16be(mark + chinese), chinese],
    ["UTF-16 with a mark and no line ending", utf16le(`${mark}日志`), "日志"],
    ["UTF-16LE without a mark", utf16le(greek), greek],
    ["UTF-16BE without a mark", utf16be(greek), greek],
    ["UTF-16LE of Chinese without a mark", utf16le(chinese), chinese],
    ["UTF-16BE of Chinese without a mark", utf16be(chinese), chinese],
    ["UTF-16LE of emoji and ASCII without a mark", utf16le("😀 ok"), "😀 ok"],
    ["UTF-16BE of one word without a mark", utf16be("Hello"), "Hello"],
    ["a long UTF-8", utf8(long("é😀")), long("é😀")],
    ["a long UTF-16BE without a mark", utf16be(long("é😀 ")), long("é😀 ")],
    ["escapes for a terminal", utf8("\u{1b}[31mred\u{1b}[0m\f\n"), "\u{1b}[31mred\u{1b}[0m\f\n"],
    ["nothing", utf8(""), ""],
    ["only a mark", utf8(mark), ""],
  ])("from %s", async (_name, bytes, text) => {
    const read = source(bytes);
    expect(await read.text()).toBe(text);
    expect((await Array.fromAsync(read.chunks())).join("")).toBe(text);
  });

  test.each<[string, number[], string]>([
    ["windows-1252", [0x63, 0x61, 0x66, 0xe9, 0x20, 0x80], "café €"],
    ["shift_jis", [0x93, 0xfa, 0x96, 0x7b], "日本"],
    ["gb18030", [0xd6, 0xd0, 0xce, 0xc4], "中文"],
    ["koi8-r", [0xf0, 0xd2, 0xc9], "При"],
    ["utf-16le", [0xe5, 0x65], "日"],
    ["ISO-2022-JP", [...iso2022Jp], "日本"],
  ])("from %s where it is said", async (encoding, bytes, text) => {
    expect(await source(Uint8Array.from(bytes), encoding).text()).toBe(text);
  });

  test.each([
    ['<!doctype html><meta charset="iso-8859-1"><p>', "caf\u00e9"],
    ['<html><head>\n<META http-equiv=Content-Type content="text/html; charset=windows-1252">', "caf\u00e9"],
    ["<?xml version='1.0' encoding='ISO-8859-1'?><p>", "caf\u00e9"],
  ])("from what %s declares", async (head, text) => {
    expect(await source(Buffer.from(head + text, "latin1"), "shift_jis").text()).toBe(head + text);
    expect(await source(utf8(head + text)).text()).toBe(head + text);
  });

  test("from ISO-2022-JP, which is all of ASCII, where it is declared", async () => {
    const head = Buffer.from('<meta charset="iso-2022-jp"><p>');
    expect(await source(Buffer.concat([head, iso2022Jp])).text()).toBe(`${head}日本`);
    expect(await source(Buffer.concat([head, utf8("日本")])).text()).toBe(`${head}日本`);
  });

  test("from what it is, where something else is said of others", async () => {
    expect(await source(utf8("café"), "windows-1252").text()).toBe("café");
    expect(await source(utf16le(`${mark}café`), "windows-1252").text()).toBe("café");
  });
});

test.each<[string, Uint8Array, string | undefined, string, RegExp]>([
  [
    "Latin-1",
    Buffer.from("café", "latin1"),
    undefined,
    "undecodable",
    / is not UTF-8 \([0-9A-F]{2} at byte \d+, on line \d+\): say what it is, as in --encoding w/,
  ],
  [
    "UTF-8 that is cut off",
    utf8("é").subarray(0, 1),
    undefined,
    "undecodable",
    / is not UTF-8 \(C3 at byte 0, on line 1\): /,
  ],
  [
    "Latin-1 that declares what is not known",
    Buffer.from("<meta charset=x-mac>\u00e9", "latin1"),
    undefined,
    "undecodable",
    / is not UTF-8 \(.*\): say/,
  ],
  ["a fault far down", Buffer.concat([utf8(long("a")), Buffer.from([0xff])]), undefined, "undecodable", /not UTF-8/],
  [
    "another encoding than is said",
    Buffer.from([0xff, 0xff]),
    "shift_jis",
    "undecodable",
    / neither UTF-8 \(.*\) nor shift_jis: set/,
  ],
  [
    "half of a character after a mark",
    utf16le(`${mark}a`).subarray(0, 3),
    undefined,
    "undecodable",
    /the mark of UTF-16LE/,
  ],
  [
    "Latin-1 after UTF-8's mark",
    Buffer.from([0xef, 0xbb, 0xbf, 0xe9]),
    "windows-1252",
    "undecodable",
    /mark of UTF-8 and is not read as it \(E9 at byte 3, on line 1\): save/,
  ],
  [
    "UTF-32",
    Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
    undefined,
    "undecodable",
    /mark of UTF-32LE and is not read/,
  ],
  ["an image", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), undefined, "binary", / is binary, no text/],
  [
    "an image, whatever is said",
    Buffer.from("89504e470d0a1a0a0000000d4948", "hex"),
    "windows-1252",
    "binary",
    /binary/,
  ],
  ["numbers of 16 bits", Buffer.from(Uint16Array.from([1, 2, 3, 300]).buffer), undefined, "binary", /binary/],
  ["UTF-16 that may be either order", utf16le("一个"), undefined, "binary", /--encoding reads text in UTF-16/],
  ["text with NUL", utf8("a\0b"), undefined, "binary", /binary/],
  ["a table with NUL", utf8("a,b\n1,\0\n"), undefined, "binary", /binary/],
  ["a table with NUL at an odd place", utf8("ab,c\n1,\0\n"), undefined, "binary", /binary/],
  ["a table with NUL that is at its end", utf8("a,bc\n1,\0"), undefined, "binary", /binary/],
  [
    "records that NUL fills up",
    utf8(`${"Anna".padEnd(16, "\0")}\n${"Bo".padEnd(15, "\0")}\n`),
    undefined,
    "binary",
    /binary/,
  ],
  ["Chinese in UTF-8 with NUL", utf8("日志,b\n1,\0\n2,\0\n."), undefined, "binary", /binary/],
  ["a NUL far down", utf8(`${long("a")}\0`), undefined, "binary", /binary/],
  ["much that no text has", utf8("\u{1}\u{2}abc"), undefined, "binary", /binary/],
])("%s is refused", async (_name, bytes, encoding, reason, message) => {
  const read = source(bytes, encoding).text();
  await expect(read).rejects.toThrow(DocumentError);
  await expect(read).rejects.toMatchObject({ reason, message: expect.stringMatching(message) });
  await expect(read).rejects.toThrow(directory);
});

test("says so where a file cannot be read, in whatever way", async () => {
  const gone = new FileSource(join(directory, "gone"), "gone", undefined);
  const message = `${join(directory, "gone")} cannot be read: no such file or directory`;
  for (const read of [() => gone.text(), () => gone.bytes(), () => Array.fromAsync(gone.chunks())]) {
    await expect(read()).rejects.toMatchObject({ message, reason: "unreadable" });
  }
});

describe("line endings", () => {
  test.each([
    ["a\r\nb\r\n", "a\nb\n"],
    ["a\rb\r", "a\nb\n"],
    ["a\r\r\nb", "a\n\nb"],
    ["a\u{2028}b\u{85}c", "a\nb\nc"],
    ["a\u{2029}b", "a\n\nb"],
  ])("of %j are line feeds", async (text, unified) => {
    expect(await source(utf8(text)).text()).toBe(unified);
  });

  test("are not doubled where a part that is read ends in one, and U+2028 stays in parts", async () => {
    const text = `${"x".repeat(64 * 1024 - 1)}\r\n\u{2028}\r`;
    const chunks = await Array.fromAsync(source(utf8(text)).chunks());
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join("")).toBe(`${"x".repeat(64 * 1024 - 1)}\n\u{2028}\n`);
  });
});
