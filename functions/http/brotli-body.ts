import { isUtf8 } from "node:buffer";
import { brotliDecompressSync } from "node:zlib";

/** What is kept compressed by brotli, a text or bytes, as a client with these headers takes it: with headers that say so. */
export function brotliBody(requested: Readonly<Record<string, string | undefined>>, compressed: Buffer) {
  if (/\bbr\b/.test(requested["accept-encoding"] ?? "")) {
    return { headers: { vary: "accept-encoding", "content-encoding": "br" }, body: compressed };
  }
  const bytes = brotliDecompressSync(compressed);
  return { headers: { vary: "accept-encoding" }, body: isUtf8(bytes) ? bytes.toString() : bytes };
}
