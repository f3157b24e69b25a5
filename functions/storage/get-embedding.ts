import type { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { objectKey } from "../../embedding/object-key";
import {
  documentProblem,
  isPlainlyDocument,
  objectText,
  parseFields,
  type StoredDocument,
  toStoredDocument,
} from "../../embedding/stored-document";
import { bucket, sendToS3, storageError } from "../aws/s3";
import { ApiError, embeddingNotFound } from "../http/errors";
import type { RequestContext } from "../http/request-context";

/** A stored document as JSON text, byte for byte but for a byte order mark, and its entity tag. */
export interface StoredEmbedding {
  readonly body: string;
  readonly etag: string;
}

/** The stored document of this id, also one that others wrote. Throws 404, 503, 504, or 500 where it is corrupt. */
export async function getEmbedding(id: string, context: RequestContext): Promise<StoredEmbedding> {
  const stored = await readText(id, context);
  if (!isPlainlyDocument(stored.body, id)) requireFields(stored.body, id);
  return stored;
}

/** What this service can use of the stored document of this id. Throws as {@link getEmbedding}. */
export async function getDocument(id: string, context: RequestContext): Promise<StoredDocument> {
  const { body } = await readText(id, context);
  return toStoredDocument(requireFields(body, id));
}

async function readText(id: string, context: RequestContext): Promise<StoredEmbedding> {
  const { body, etag } = await readObject(id, context)
    .catch((error) => {
      if (error instanceof IncompleteBodyError && !context.signal.aborted) return readObject(id, context);
      throw error;
    })
    .catch((error) => {
      if (error.name === "NoSuchKey") throw embeddingNotFound(id, { cause: error });
      throw storageError(error, context);
    });
  const text = objectText(body);
  if (text === undefined) throw invalid(`is ${body.length} bytes that are not UTF-8`, id);
  return { body: text, etag };
}

/** The body of an object ended early or does not fit its checksum. */
class IncompleteBodyError extends Error {
  override readonly name = "IncompleteBodyError";
}

async function readObject(id: string, context: RequestContext): Promise<{ body: Buffer; etag: string }> {
  const { Body, ETag } = await sendToS3(new GetObjectCommand({ Bucket: bucket, Key: objectKey(id) }), context);
  try {
    return { body: await collect(Body as Readable), etag: ETag ?? "" };
  } catch (cause) {
    throw new IncompleteBodyError(String(cause), { cause });
  }
}

/** The bytes of a stream. The SDK's `transformToByteArray` pipes them through another first: 3% of a warm request. */
async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await new Promise((resolve, reject) => {
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", resolve);
    stream.on("error", reject);
  });
  const [first = Buffer.alloc(0), ...more] = chunks;
  return more.length === 0 ? first : Buffer.concat(chunks);
}

/** The fields of a document. Throws 500 where it is corrupt. */
function requireFields(body: string, id: string): Record<string, unknown> {
  const fields = parseFields(body);
  const problem = fields ? documentProblem(fields, id) : `is ${body.length} characters that are not a JSON object`;
  if (!fields || problem) throw invalid(problem, id);
  return fields;
}

function invalid(reason: string | undefined, id: string): ApiError {
  return new ApiError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, {
    cause: new Error(`The object ${reason}`),
  });
}
