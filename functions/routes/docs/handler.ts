import compressedPage from "brotli:./page";
import { brotliBody } from "../../http/brotli-body";
import { httpHandler } from "../../http/http-handler";

const compressed = Buffer.from(compressedPage, "base64");

/** `GET /docs`: the description of this API as a page to try it from. */
export const handler = httpHandler(
  async ({ headers }) => ({ contentType: "text/html; charset=utf-8", ...brotliBody(headers, compressed) }),
  { takes: "anything" },
);
