import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { objectKey } from "./embedding-key";
import { ApiError } from "./errors";
import { describeInvalidData } from "./invalid-data";
import type { RequestContext } from "./request-context";
import { bucket, sendToS3, storageError } from "./s3";
import { type EmbeddingDocument, embeddingDocument, embeddingDocumentHead } from "./schemas/embedding";
import { isVectorText, splitVector } from "./vector-text";

/** A stored document as JSON text, byte for byte, and its entity tag. */
export interface StoredEmbedding {
  readonly body: string;
  readonly etag: string;
}

/** The stored document of this id. Throws 404, 503, 504, or 500 where it is corrupt. */
export async function getEmbedding(id: string, context: RequestContext): Promise<StoredEmbedding> {
  const stored = await readObject(id, context)
    .catch((error) => {
      if (error instanceof IncompleteBodyError && !context.signal.aborted) return readObject(id, context);
      throw error;
    })
    .catch((error) => {
      if (error.name === "NoSuchKey") {
        throw new ApiError("embedding_not_found", `There is no embedding "${id}".`, { cause: error });
      }
      throw storageError(error, context);
    });
  return { body: documentText(stored.body, id), etag: stored.etag };
}

/** The value of the stored document of this id. Throws as {@link getEmbedding}. */
export async function getDocument(id: string, context: RequestContext): Promise<EmbeddingDocument> {
  const { body } = await getEmbedding(id, context);
  return JSON.parse(body);
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

function documentText(body: Buffer, id: string): string {
  const text = body.toString();
  if (!isUtf8(body)) throw invalid(`${body.length} bytes that are not UTF-8`, id);
  if (isPlainlyValid(text, id)) return text;
  const problem = problemOf(text, id);
  if (problem !== undefined) throw invalid(problem, id);
  return text;
}

function invalid(reason: string, id: string): ApiError {
  return new ApiError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, {
    cause: new Error(reason),
  });
}

/** What is wrong with a stored document, without quoting it. */
function problemOf(body: string, id: string): string | undefined {
  const value = decodeJson(body);
  if (value === undefined) return `${body.length} characters that are not JSON`;
  const { data, error } = embeddingDocument().safeParse(value);
  if (error) return describeInvalidData(error);
  return data.id === id ? undefined : "the document has another id";
}

/**
 * Whether a document is valid, told without its vector in memory, which is half of the work. False where that cannot be
 * told: a document in another form than this service's may be valid.
 */
function isPlainlyValid(body: string, id: string): boolean {
  const split = splitVector(body);
  if (!split) return false;
  const { data } = embeddingDocumentHead.safeParse(decodeJson(split.rest));
  return data !== undefined && data.id === id && isVectorText(split.vector, data.dimension);
}

/** The value of a JSON text; undefined, which none has, where it is not valid. */
function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
