import { setTimeout } from "node:timers/promises";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { EmbeddingError } from "../../embedding/errors";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { type Bucket, storageError } from "../aws/s3";
import { writeObject } from "./write-object";

/** How often a write is repeated that met another one of the same key, and the longest wait before, in milliseconds. */
const maxConflicts = 5;
const conflictDelayMs = 100;

/** What to write. */
export interface PutArgs {
  readonly key: string;
  /** JSON. */
  readonly body: string;
  /** What must hold: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
  readonly condition: { readonly IfNoneMatch?: "*"; readonly IfMatch?: string };
  /** The error where it does not hold. */
  readonly refused: (cause: unknown) => EmbeddingError;
  /**
   * The object's own metadata, beside what this service adds.
   * @default {}
   */
  readonly objectMetadata?: Record<string, string> | undefined;
}

/** An object that has been written. */
export interface PutResult {
  readonly key: string;
  /** Names this state of it. */
  readonly etag: string;
}

/**
 * Writes an object. Throws what `refused` makes, or 503, and then has stored nothing as far as S3 tells, or 504 where S3 did
 * not tell in time.
 */
export async function putObject(
  { key, body, condition, refused, objectMetadata }: PutArgs,
  bucket: Bucket,
  context: CallContext,
): Promise<PutResult> {
  let mayBeStored = false;
  for (let conflicts = 0; ; conflicts++) {
    const object = {
      Key: key,
      Body: body,
      ContentType: "application/json",
      // Tells this write from any other of the same key.
      Metadata: { ...objectMetadata, [writerKey]: context.requestId },
      ...condition,
    };
    try {
      if (conflicts > 0) await setTimeout(Math.random() * conflictDelayMs, undefined, { signal: context.signal });
      return { key, etag: await writeObject(object, bucket, context) };
    } catch (error) {
      const { status, attempts } = awsFailure(error);
      // Unless S3 refused the one attempt there was, an attempt may have stored the object and its answer been lost.
      mayBeStored ||= attempts > 1 || status === undefined || status >= 500;
      if (status === 409 && conflicts < maxConflicts) continue;
      const stored = mayBeStored ? await findStored(key, bucket, context) : undefined;
      if (stored) return stored;
      // 404: what was to be replaced has been deleted.
      throw status === 412 || (status === 404 && condition.IfMatch) ? refused(error) : storageError(error, context);
    }
  }
}

/** The metadata of an object that names the request that wrote it. */
const writerKey = "request-id";

/** The object, where it is the one that this request wrote. Throws 503 or 504. */
async function findStored(key: string, bucket: Bucket, context: CallContext): Promise<PutResult | undefined> {
  try {
    const head = new HeadObjectCommand({ Bucket: bucket.name, Key: key });
    const { Metadata, ETag: etag = "" } = await bucket.send(head, context);
    return Metadata?.[writerKey] === context.requestId ? { key, etag } : undefined;
  } catch (error) {
    if (awsFailure(error).status === 404) return undefined;
    throw storageError(error, context);
  }
}
