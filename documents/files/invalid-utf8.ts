import { isUtf8 } from "node:buffer";
import type { FileBytes } from "./file-bytes";

/** A place in a file that is no UTF-8. */
export interface InvalidUtf8 {
  /** From 1. */
  readonly line: number;
  /** From the file's beginning, from 0, in bytes. */
  readonly offset: number;
  /** What is there: the first byte of a character that does not end, or none of any character. */
  readonly byte: number;
}

/** The first place of a file that is no UTF-8; undefined where all of it is. Throws a `DocumentError`. */
export async function invalidUtf8(file: FileBytes): Promise<InvalidUtf8 | undefined> {
  let line = 1;
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of file.parts()) {
    const bytes = Buffer.concat([rest, part]);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    // What follows tells whether it is half of a line ending, or of a character.
    const text = decoder.decode(bytes, { stream: true }).replace(/\r$/, "");
    const at = invalidIndex(text, bytes);
    const valid = text.slice(0, at);
    line += valid.match(/\r\n?|\n/g)?.length ?? 0;
    offset += Buffer.byteLength(valid);
    rest = bytes.subarray(Buffer.byteLength(valid));
    if (at !== undefined) break;
  }
  const [byte] = rest;
  return byte === undefined || isUtf8(rest) ? undefined : { line, offset, byte };
}

/** Where the first character of a text is that stands for bytes that are none, other than what is written so. */
function invalidIndex(text: string, bytes: Buffer): number | undefined {
  for (let at = text.indexOf("\u{fffd}"); at >= 0; at = text.indexOf("\u{fffd}", at + 1)) {
    const start = Buffer.byteLength(text.slice(0, at));
    if (bytes.toString("latin1", start, start + 3) !== "\u00ef\u00bf\u00bd") return at;
  }
  return undefined;
}
