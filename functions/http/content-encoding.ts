import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";
import { abbreviate } from "../../embedding/abbreviate";
import { EmbeddingError } from "../../embedding/errors";
import { isObject } from "../../embedding/is-object";

/** The most bytes that a body has once it is decoded: those that Lambda takes of one that is not encoded. */
export const maxBodyBytes = 6 * 1024 * 1024;

type Decoder = (bytes: Buffer, options: ZlibOptions) => Buffer;

/** How content is decoded by the name of its coding: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1 */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflate,
  br: brotliDecompressSync,
  identity: (bytes) => bytes,
};

/** The content codings of a body that a request may name. */
export const acceptedEncodings = ["gzip", "deflate", "br", "identity"] as const;

/**
 * A body without the content codings that its header names, the last of which was applied last. Throws 415 for one that is
 * unknown, and 400 for a body that does not have it or is too large without it.
 */
export function decodeContent(body: Buffer, contentEncoding: string): Buffer {
  const codings = contentEncoding.split(",").map((coding) => coding.trim().toLowerCase());
  return codings.filter(Boolean).reduceRight((bytes, coding) => decode(bytes, coding), body);
}

function decode(body: Buffer, coding: string): Buffer {
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (!decoder) {
    throw new EmbeddingError(
      "unsupported_content_encoding",
      `The content encoding ${JSON.stringify(abbreviate(coding))} is none of ${acceptedEncodings.join(", ")}: send the body as it is, without it.`,
    );
  }
  try {
    return decoder(body, { maxOutputLength: maxBodyBytes });
  } catch (cause) {
    const problem =
      isObject(cause) && cause["code"] === "ERR_BUFFER_TOO_LARGE"
        ? `has more than ${maxBodyBytes} bytes once it is decoded: send less in one request`
        : `is not ${coding}, as its Content-Encoding says`;
    throw new EmbeddingError("malformed_body", `The body ${problem}.`, { cause });
  }
}

/** By that name some clients send zlib's format, as the standard says, and others what is inside of it. */
function inflate(bytes: Buffer, options: ZlibOptions): Buffer {
  // The low half of zlib's first byte says "deflate".
  return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
}
