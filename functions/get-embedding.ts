import { isUtf8 } from "node:buffer";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { ApiError } from "./errors";
import { describeInvalidData } from "./invalid-data";
import type { RequestContext } from "./request-context";
import { bucket, objectKey, sendToS3, storageError } from "./s3";
import { embeddingDocument } from "./schemas/embedding";

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

/** The body of an object ended early or does not fit its checksum. */
class IncompleteBodyError extends Error {
  override readonly name = "IncompleteBodyError";
}

async function readObject(id: string, context: RequestContext): Promise<{ body: Uint8Array; etag: string }> {
  const { Body, ETag } = await sendToS3(new GetObjectCommand({ Bucket: bucket, Key: objectKey(id) }), context);
  try {
    return { body: (await Body?.transformToByteArray()) ?? new Uint8Array(), etag: ETag ?? "" };
  } catch (cause) {
    throw new IncompleteBodyError(String(cause), { cause });
  }
}

function documentText(body: Uint8Array, id: string): string {
  const text = Buffer.from(body).toString();
  const reason = isUtf8(body) ? problemOf(text, id) : `${body.length} bytes that are not UTF-8`;
  if (reason === undefined) return text;
  throw new ApiError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, {
    cause: new Error(reason),
  });
}

/** What is wrong with a stored document, without quoting it. */
function problemOf(body: string, id: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return `${body.length} characters that are not JSON`;
  }
  const { data, error } = embeddingDocument.safeParse(value);
  if (error) return describeInvalidData(error);
  return data.id === id ? undefined : "the document has another id";
}
