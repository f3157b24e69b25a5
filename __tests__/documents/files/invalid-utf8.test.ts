import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import * as fc from "fast-check";
import { DiskFile } from "../../../documents/files/disk-file";
import { partBytes } from "../../../documents/files/file-bytes";
import { invalidUtf8 } from "../../../documents/files/invalid-utf8";
import { writeFiles } from "../../helpers/documents/write-files";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();

function placeIn(...parts: readonly (string | number | readonly number[])[]) {
  const bytes = parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from([part].flat())));
  writeFiles(directory, { a: Buffer.concat(bytes) });
  return invalidUtf8(new DiskFile(join(directory, "a")));
}

test("finds the first byte of no character, by its line and its place", async () => {
  expect(await placeIn("ab\ncd\u{e9}", 0xe9, "\n", 0xff)).toEqual({ line: 2, offset: 7, byte: 0xe9 });
  expect(await placeIn(0x80)).toEqual({ line: 1, offset: 0, byte: 0x80 });
  expect(await placeIn("a\r\nb\rc\n", 0xc0)).toEqual({ line: 4, offset: 7, byte: 0xc0 });
  expect(await placeIn("a\r", 0xff)).toEqual({ line: 2, offset: 2, byte: 0xff });
});

test("finds a character that does not end, and one that is cut off by another", async () => {
  expect(await placeIn("a\n", [0xf0, 0x9f, 0x98])).toEqual({ line: 2, offset: 2, byte: 0xf0 });
  expect(await placeIn([0xf0, 0x9f, 0x98], "a")).toEqual({ line: 1, offset: 0, byte: 0xf0 });
});

test("takes what is written for bytes that are none for a character, and a mark", async () => {
  expect(await placeIn("\u{feff}a\u{fffd}\n\u{fffd}b\r")).toBeUndefined();
  expect(await placeIn("\u{feff}\u{fffd}\n\u{fffd}", 0xff)).toEqual({ line: 2, offset: 10, byte: 0xff });
});

test.each([0, 1, 2, 3, 4])(
  "finds it where the file is read in parts, %i bytes before the end of one",
  async (before) => {
    const start = "x".repeat(partBytes - before - 1);
    expect(await placeIn(start, "\n", "\u{1f600}", 0xff)).toEqual({
      line: 2,
      offset: partBytes - before + 4,
      byte: 0xff,
    });
    expect(await placeIn(start, "\r", "\n\u{fffd}", 0xff)).toEqual({
      line: 2,
      offset: partBytes - before + 4,
      byte: 0xff,
    });
    expect(await placeIn(start, "\n", "\u{1f600}")).toBeUndefined();
  },
);

test("tells what Node.js tells of any bytes, and all before the place is UTF-8", async () => {
  const byte = fc.oneof(fc.constantFrom(0x0a, 0x0d, 0x41, 0xc3, 0xa9, 0xef, 0xbf, 0xbd, 0xf0, 0x9f), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(byte), async (bytes) => {
      const place = await placeIn(bytes);
      expect(place === undefined).toBe(isUtf8(Buffer.from(bytes)));
      if (place) expect(isUtf8(Buffer.from(bytes.slice(0, place.offset)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
