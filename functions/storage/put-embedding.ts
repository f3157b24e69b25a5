import { setTimeout } from "node:timers/promises";
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { EmbeddingDocument } from "../../embedding/document";
import { EmbeddingError } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import { toJson } from "../../embedding/vector-json";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { type Bucket, storageError } from "../aws/s3";

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
  bucket: Bucket,
  context: CallContext,
): Promise<string> {
  const key = objectKey(document.id);
  const body = toJson(document);
  let mayBeStored = false;
  for (let conflicts = 0; ; conflicts++) {
    const command = new PutObjectCommand({
      Bucket: bucket.name,
      Key: key,
      Body: body,
      ContentType: "application/json",
      // Tells this write from any other of the same key.
      Metadata: { [writerKey]: context.requestId },
      ...(createOnly ? { IfNoneMatch: "*" } : {}),
    });
    try {
      if (conflicts > 0) await setTimeout(Math.random() * conflictDelayMs, undefined, { signal: context.signal });
      const { ETag } = await bucket.send(command, context);
      if (!ETag) throw new Error("S3 answered without an entity tag");
      return key;
    } catch (error) {
      const { status, attempts } = awsFailure(error);
      // Unless S3 refused the one attempt there was, an attempt may have stored the object and its answer been lost.
      mayBeStored ||= attempts > 1 || status === undefined || status >= 500;
      if (status === 409 && conflicts < maxConflicts) continue;
      if (mayBeStored && (await isStored(key, bucket, context))) return key;
      if (status !== 412) throw storageError(error, context);
      throw new EmbeddingError("embedding_exists", `There is already an embedding "${document.id}".`, { cause: error });
    }
  }
}

/** The metadata of an object that names the request that wrote it. */
const writerKey = "request-id";

/** Whether the object is the one that this request wrote. Throws 503 or 504. */
async function isStored(key: string, bucket: Bucket, context: CallContext): Promise<boolean> {
  try {
    const { Metadata } = await bucket.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }), context);
    return Metadata?.[writerKey] === context.requestId;
  } catch (error) {
    if (awsFailure(error).status === 404) return false;
    throw storageError(error, context);
  }
}
