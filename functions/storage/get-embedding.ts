import type { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { EmbeddingError, embeddingNotFound } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import {
  documentProblem,
  isPlainlyDocument,
  parseFields,
  type StoredDocument,
  toStoredDocument,
} from "../../embedding/stored-document";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { type Bucket, storageError } from "../aws/s3";
import { objectText } from "./object-text";

/** A stored document as JSON text, byte for byte but for a byte order mark, and its entity tag. */
export interface StoredEmbedding {
  readonly body: string;
  readonly etag: string;
}

/** The stored document of this id, also one that others wrote. Throws 404, 503, 504, or 500 where it is corrupt. */
export async function getEmbedding(id: string, bucket: Bucket, context: CallContext): Promise<StoredEmbedding> {
  const stored = await readText(id, bucket, context);
  if (!isPlainlyDocument(stored.body, id)) requireFields(stored.body, id);
  return stored;
}

/** What this service can use of the stored document of this id. Throws as {@link getEmbedding}. */
export async function getDocument(id: string, bucket: Bucket, context: CallContext): Promise<StoredDocument> {
  const { body } = await readText(id, bucket, context);
  return toStoredDocument(requireFields(body, id));
}

async function readText(id: string, bucket: Bucket, context: CallContext): Promise<StoredEmbedding> {
  const { body, etag } = await readObject(id, bucket, context)
    .catch((error) => {
      if (error instanceof IncompleteBodyError && !context.signal.aborted) return readObject(id, bucket, context);
      throw error;
    })
    .catch((error) => {
      if (awsFailure(error).name === "NoSuchKey") throw embeddingNotFound(id, { cause: error });
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

async function readObject(id: string, bucket: Bucket, context: CallContext): Promise<{ body: Buffer; etag: string }> {
  const command = new GetObjectCommand({ Bucket: bucket.name, Key: objectKey(id) });
  const { Body, ETag } = await bucket.send(command, context);
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

function invalid(reason: string | undefined, id: string): EmbeddingError {
  return new EmbeddingError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, {
    cause: new Error(`The object ${reason}`),
  });
}
