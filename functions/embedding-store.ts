import { isUtf8 } from "node:buffer";
import { setTimeout } from "node:timers/promises";
import {
  type _Object,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { ApiError } from "./errors";
import { describeInvalidData } from "./invalid-data";
import type { RequestContext } from "./request-context";
import { bucket, failureOf, keyPrefix, keySuffix, objectKey, sendToS3, storageError } from "./s3";
import { type EmbeddingDocument, embeddingDocument, embeddingId } from "./schemas/embedding";
import type { ListResponse } from "./schemas/list";

/** How often a write is repeated that met another one of the same key, and the longest wait before, in milliseconds. */
const maxConflicts = 5;
const conflictDelayMs = 100;

/** How to write a document. */
export interface PutOptions {
  /** Whether to write only where nothing is stored under the id. */
  readonly createOnly: boolean;
}

/**
 * Stores a document and returns its key. Without `createOnly` it replaces one of the same id. Throws 412 or 503, and
 * then has stored nothing as far as S3 tells, or 504 where S3 did not tell in time.
 */
export async function putEmbedding(
  document: EmbeddingDocument,
  { createOnly }: PutOptions,
  context: RequestContext,
): Promise<string> {
  const key = objectKey(document.id);
  const body = JSON.stringify(document);
  let mayBeStored = false;
  for (let conflicts = 0; ; conflicts++) {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: "application/json",
      // Tells this write from any other of the same key.
      Metadata: { [writerKey]: context.requestId },
      ...(createOnly ? { IfNoneMatch: "*" } : {}),
    });
    try {
      if (conflicts > 0) await setTimeout(Math.random() * conflictDelayMs, undefined, { signal: context.signal });
      const { ETag } = await sendToS3(command, context);
      if (!ETag) throw new Error("S3 answered without an entity tag");
      return key;
    } catch (error) {
      const { status, attempts } = failureOf(error);
      // Unless S3 refused the one attempt there was, an attempt may have stored the object and its answer been lost.
      mayBeStored ||= attempts > 1 || status >= 500;
      if (status === 409 && conflicts < maxConflicts) continue;
      if (mayBeStored && (await isStoredBy(context, key))) return key;
      if (status !== 412) throw storageError(error, context);
      throw new ApiError("embedding_exists", `There is already an embedding "${document.id}".`, { cause: error });
    }
  }
}

/** The metadata of an object that names the request that wrote it. */
const writerKey = "request-id";

/** Whether the object is the one that this request wrote. Throws 503 or 504. */
async function isStoredBy(context: RequestContext, key: string): Promise<boolean> {
  try {
    const { Metadata } = await sendToS3(new HeadObjectCommand({ Bucket: bucket, Key: key }), context);
    return Metadata?.[writerKey] === context.requestId;
  } catch (error) {
    if (failureOf(error).status === 404) return false;
    throw storageError(error, context);
  }
}

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

/** Deletes the embedding of this id. Throws 404, 503 or 504. */
export async function deleteEmbedding(id: string, context: RequestContext): Promise<void> {
  const key = objectKey(id);
  // DeleteObject answers the same whether there is an object or not. The key itself is the first of those that start
  // with it.
  const { contents } = await listObjects({ Prefix: key, MaxKeys: 1 }, context);
  if (contents[0]?.Key !== key) throw new ApiError("embedding_not_found", `There is no embedding "${id}".`);
  try {
    await sendToS3(new DeleteObjectCommand({ Bucket: bucket, Key: key }), context);
  } catch (error) {
    throw storageError(error, context);
  }
}

/** Which embeddings to list. */
export interface ListOptions {
  /** What the ids start with. */
  readonly prefix: string;
  /** The position to go on from, of an earlier page. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of the stored embeddings, and the position that the next one goes on from. Throws 503 or 504. */
export async function listEmbeddings(
  { prefix, after, limit }: ListOptions,
  context: RequestContext,
): Promise<{ embeddings: ListResponse["embeddings"]; last: string | undefined }> {
  const { contents, isTruncated } = await listObjects(
    {
      Prefix: keyPrefix + prefix,
      MaxKeys: limit,
      ...(after === undefined ? {} : { StartAfter: keyPrefix + after }),
    },
    context,
  );
  return {
    embeddings: contents.flatMap(({ Key = "", Size = 0, LastModified = new Date(0) }) => {
      const id = idOf(Key);
      // To S3, the suffix of a key is part of what it may start with.
      return id?.startsWith(prefix)
        ? [{ id, s3_key: Key, size_bytes: Size, last_modified: LastModified.toISOString() }]
        : [];
    }),
    last: isTruncated ? contents.at(-1)?.Key?.slice(keyPrefix.length) : undefined,
  };
}

/** A page of objects. Throws 503 or 504, also for an answer that is no listing, which the SDK takes for an empty one. */
async function listObjects(
  input: Omit<ListObjectsV2CommandInput, "Bucket">,
  context: RequestContext,
): Promise<{ contents: _Object[]; isTruncated: boolean }> {
  try {
    const command = new ListObjectsV2Command({ Bucket: bucket, ...input });
    const { Contents: contents = [], IsTruncated: isTruncated } = await sendToS3(command, context);
    if (isTruncated === undefined) throw new Error("The answer is no listing");
    return { contents, isTruncated };
  } catch (error) {
    throw storageError(error, context);
  }
}

/** The id in a key; undefined where the object is not one of this service. */
function idOf(key: string): string | undefined {
  const id = key.slice(keyPrefix.length, -keySuffix.length);
  return key === objectKey(id) && embeddingId.safeParse(id).success ? id : undefined;
}
