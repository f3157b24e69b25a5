import { brotliDecompressSync } from "node:zlib";

/** A text that is kept compressed by brotli, as a client with these headers takes it: with headers that say so. */
export function brotliBody(requested: Readonly<Record<string, string | undefined>>, compressed: Buffer) {
  return /\bbr\b/.test(requested["accept-encoding"] ?? "")
    ? { headers: { vary: "accept-encoding", "content-encoding": "br" }, body: compressed }
    : { headers: { vary: "accept-encoding" }, body: brotliDecompressSync(compressed).toString() };
}
