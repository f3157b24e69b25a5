import { types } from "node:util";
import { DocumentError } from "../document-error";
import type { FileBytes } from "./file-bytes";
import { invalidUtf8 } from "./invalid-utf8";
import { certainUtf16 } from "./utf16";

/** What a file may begin with to say its encoding; the longer ones first, of which two begin as others do. */
const byteOrderMarks: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0, 0], "utf-32le"],
  [[0, 0, 0xfe, 0xff], "utf-32be"],
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/**
 * The encoding of a text file, as `TextDecoder` names it, in which all of it is valid: that of its byte order mark; else
 * UTF-8, UTF-16 where it is certain, what HTML or XML declares, and `otherwise`, in this order, but for those that are
 * written in ASCII. Throws a {@link DocumentError} where it is none.
 */
export async function detectEncoding(file: FileBytes, otherwise: string | undefined): Promise<string> {
  const { path } = file;
  const head = await headOf(file);
  const [, mark] = byteOrderMarks.find(([bytes]) => bytes.every((byte, index) => head[index] === byte)) ?? [];
  const declared = declaredEncoding(head);
  const candidates = mark
    ? [mark]
    : [...[declared, otherwise].filter(isOfAscii), "utf-8", certainUtf16(head), declared, otherwise];
  const verdicts = new Set<Verdict>();
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const verdict = await verdictOf(file, candidate);
    if (verdict === "text") return candidate;
    verdicts.add(verdict);
  }
  if (mark) {
    const name = mark.toUpperCase();
    const place = mark === "utf-8" ? await invalidPlace(file) : "";
    throw new DocumentError(
      `${path} begins with the mark of ${name} and is not read as it${place}: save it as UTF-8`,
      "undecodable",
    );
  }
  if (verdicts.has("binary") || looksBinary(Buffer.from(head).toString("latin1"))) {
    throw new DocumentError(
      `${path} is binary, no text; --encoding reads text in UTF-16 that has no byte order mark`,
      "binary",
    );
  }
  const place = await invalidPlace(file);
  const encodings = otherwise ? `neither UTF-8${place} nor ${otherwise}` : `not UTF-8${place}`;
  const fix = otherwise ? "set another --encoding" : "say what it is, as in --encoding windows-1252";
  throw new DocumentError(`${path} is ${encodings}: ${fix}`, "undecodable");
}

async function invalidPlace(file: FileBytes): Promise<string> {
  const invalid = await invalidUtf8(file);
  if (!invalid) return "";
  const { byte, offset, line } = invalid;
  return ` (${byte.toString(16).toUpperCase().padStart(2, "0")} at byte ${offset}, on line ${line})`;
}

/** What a page of HTML or XML says: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
function declaredEncoding(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, 1_024)).toString("latin1");
  const declaration = /<meta\s[^>]*charset\s*=\s*["']?([\w:.-]+)|^<\?xml\s[^>]*encoding\s*=\s*["']([\w:.-]+)/i;
  const [, html, xml] = declaration.exec(text) ?? [];
  return html ?? xml;
}

/** Whether an encoding writes all characters as ASCII, which is valid UTF-8 as well. */
function isOfAscii(encoding: string | undefined): boolean {
  return /^(cs)?iso-?2022-?jp$/i.test(encoding ?? "");
}

type Verdict = "text" | "binary" | "invalid";

/** Whether all of a file is text in an encoding. */
async function verdictOf(file: FileBytes, encoding: string): Promise<Verdict> {
  let length = 0;
  let controls = 0;
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    for await (const bytes of file.parts()) {
      const text = decoder.decode(bytes, { stream: true });
      if (text.includes("\0")) return "binary";
      length += text.length;
      controls += countControls(text);
    }
    decoder.decode();
  } catch (error) {
    if (isEncodingError(error)) return "invalid";
    throw error;
  }
  return isBinary(controls, length) ? "binary" : "text";
}

function looksBinary(text: string): boolean {
  return text.includes("\0") || isBinary(countControls(text), text.length);
}

/** Git's measure: https://git-scm.com/docs/gitattributes, and `buffer_is_binary` and `gather_stats` of its convert.c. */
function isBinary(controls: number, length: number): boolean {
  return controls * 128 > length;
}

/** How many characters no text has, which escapes for a terminal and old printers are not. */
function countControls(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
  return text.match(/[\x01-\x07\x0e-\x19\x1c-\x1f\x7f]/g)?.length ?? 0;
}

async function headOf(file: FileBytes): Promise<Uint8Array> {
  for await (const bytes of file.parts()) return Uint8Array.from(bytes);
  return new Uint8Array();
}

/**
 * Whether an error says that bytes are not of the encoding that they are decoded as, or that there is no decoder for it:
 * https://encoding.spec.whatwg.org/#interface-textdecoder
 */
export function isEncodingError(error: unknown): boolean {
  return types.isNativeError(error) && /^(Type|Range)Error$/.test(error.name);
}
