import { promisify } from "node:util";
import { brotliDecompress, constants, gunzip, inflate } from "node:zlib";
import { errorMessage } from "../../common/caught-error";
import type { RecordedBody } from "../../console/requests/recorded-request";
import { withoutSecrets } from "./without-secrets";

/** Of a larger body, as it was sent or unpacked, the beginning alone is kept, in bytes. */
export const maxKeptBytes = 1024 * 1024;

/** A body as it was sent, or its beginning. */
export interface KeptBody {
  readonly start: Buffer;
  /** Of all of it. */
  readonly bytes: number;
  /** `Content-Encoding`. */
  readonly encoding: string | undefined;
}

/** What is kept of a body; undefined for none. */
export function keptBody(body: Buffer | undefined, encoding: string | undefined): KeptBody | undefined {
  if (!body || body.length === 0) return undefined;
  // A part of it would keep all of it in memory.
  const start = body.length > maxKeptBytes ? Buffer.from(body.subarray(0, maxKeptBytes)) : body;
  return { start, bytes: body.length, encoding };
}

/** What there is to read of a body. */
export async function recordedBody({ start, bytes, encoding }: KeptBody): Promise<RecordedBody> {
  try {
    const unpacked = await unpack(start, encoding);
    const isCut = start.length < bytes || unpacked.length > maxKeptBytes;
    const sent = textOf(unpacked.subarray(0, maxKeptBytes), isCut);
    if (sent === undefined) return { bytes, isCut, hasSecrets: false, problem: "It is no text." };
    const text = withoutSecrets(sent);
    return { bytes, isCut, text, hasSecrets: text !== sent };
  } catch (error) {
    const problem = `It cannot be read as ${encoding}: ${errorMessage(error)}.`;
    return { bytes, isCut: false, hasSecrets: false, problem };
  }
}

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) } as const;

/** May have more bytes than are shown. */
async function unpack(start: Buffer, encoding = "identity"): Promise<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === "identity") return start;
  if (!isUnpackable(name)) throw new Error("nobody knows that encoding here");
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = constants;
  // So that the beginning of a body is unpacked too.
  const finishFlush = name === "br" ? BROTLI_OPERATION_FLUSH : Z_SYNC_FLUSH;
  return unpackers[name](start, { finishFlush, maxOutputLength: maxUnpackedBytes });
}

/** What the API itself takes: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxUnpackedBytes = 10 * 1024 * 1024;

function isUnpackable(name: string): name is keyof typeof unpackers {
  return Object.hasOwn(unpackers, name);
}

function textOf(bytes: Buffer, isCut: boolean): string | undefined {
  try {
    // Where it was cut, maybe in the middle of a sign.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}
