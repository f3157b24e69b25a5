import { maxTextCharacters } from "../../../embedding/text";

/** The bytes of each token of a vocabulary, as cl100k-table.ts lays them out. */
export class TokenTable {
  /** Where the bytes of each token start. */
  private readonly starts: readonly number[];

  constructor(private readonly table: Buffer) {
    const starts: number[] = [];
    for (let start = 1; start <= table.length; start += 1 + this.lengthBefore(start)) starts.push(start);
    this.starts = starts;
  }

  /** The largest token. */
  get last(): number {
    return this.starts.length - 1;
  }

  /** The bytes of a token; undefined where there is no such token. */
  bytesOf(token: number): Buffer | undefined {
    const start = this.starts[token];
    if (start === undefined || this.lengthBefore(start) === 0) return undefined;
    return this.table.subarray(start, start + this.lengthBefore(start));
  }

  private lengthBefore(start: number): number {
    return this.table[start - 1] ?? 0;
  }
}

/** What tokens stand for, or what is wrong with one of them. */
export type Decoded =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: { readonly index: number; readonly message: string } };

/** UTF-8 has up to four bytes for a character: what has more is longer than any text of a request. */
const maxBytes = 4 * maxTextCharacters;

/** The text of tokens, with U+FFFD for bytes that are no UTF-8, as a token may end within a character. */
export function decodeTokens(tokens: readonly unknown[], table: TokenTable): Decoded {
  const parts: Buffer[] = [];
  let size = 0;
  for (const [index, token] of tokens.entries()) {
    const bytes = typeof token === "number" ? table.bytesOf(token) : undefined;
    if (!bytes) return { problem: { index, message: `must be a token that cl100k_base has of 0 to ${table.last}` } };
    size += bytes.length;
    if (size > maxBytes)
      return { problem: { index, message: `is beyond the ${maxTextCharacters} characters of a text` } };
    parts.push(bytes);
  }
  return { text: Buffer.concat(parts).toString() };
}
