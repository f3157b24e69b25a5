import compressedPage from "brotli:./page";
import { brotliDecompressSync } from "node:zlib";
import { httpHandler } from "../../http/http-handler";

const compressed = Buffer.from(compressedPage, "base64");

/** `GET /docs`: the description of this API as a page to try it from. */
export const handler = httpHandler(
  async ({ headers }) => {
    const contentType = "text/html; charset=utf-8";
    return /\bbr\b/.test(headers["accept-encoding"] ?? "")
      ? { contentType, headers: { "content-encoding": "br" }, body: compressed }
      : { contentType, body: brotliDecompressSync(compressed).toString() };
  },
  { takes: "anything" },
);
