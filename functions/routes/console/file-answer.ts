import { brotliBody } from "../../http/brotli-body";
import type { HttpResponse } from "../../http/http-handler";
import type { ArchivedFile } from "./archived-files";
import { cacheControl, siteHeaders } from "./site-headers";

/** A file as a client with these headers takes it: 304 where it has it already. */
export function fileAnswer(file: ArchivedFile, requested: Readonly<Record<string, string | undefined>>): HttpResponse {
  const { contentType, etag, brotli } = file;
  const headers = { ...siteHeaders, etag, "cache-control": cacheControl(file) };
  if (namesEtag(requested["if-none-match"], etag))
    return { status: 304, headers: { ...headers, vary: "accept-encoding" }, body: "" };
  const { body, headers: encoding } = brotliBody(requested, Buffer.from(brotli, "base64"));
  return { contentType, headers: { ...headers, ...encoding }, body };
}

/** Whether a client has what this tag is of: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function namesEtag(condition = "", etag: string): boolean {
  return condition.split(",").some((tag) => tag.trim() === etag || tag.trim() === "*");
}
