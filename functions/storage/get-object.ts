import type { Readable } from "node:stream";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { embeddingNotFound } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { type Bucket, storageError } from "../aws/s3";

/** What is stored of an embedding, whatever it is. */
export interface ObjectContent {
  readonly body: Buffer;
  /** Names this version of it. */
  readonly etag: string;
  readonly lastModified: Date | undefined;
  /** The object's own metadata. */
  readonly objectMetadata: Record<string, string> | undefined;
}

/** The object of this id, read once more where it was cut off. Throws 404, 503 or 504. */
export async function getObject(id: string, bucket: Bucket, context: CallContext): Promise<ObjectContent> {
  try {
    return await readObject(id, bucket, context).catch((error) => {
      if (error instanceof IncompleteBodyError && !context.signal.aborted) return readObject(id, bucket, context);
      throw error;
    });
  } catch (error) {
    if (awsFailure(error).name === "NoSuchKey") throw embeddingNotFound(id, { cause: error });
    throw storageError(error, context);
  }
}

/** The body of an object ended early or does not fit its checksum. */
class IncompleteBodyError extends Error {
  override readonly name = "IncompleteBodyError";
}

async function readObject(id: string, bucket: Bucket, context: CallContext): Promise<ObjectContent> {
  const command = new GetObjectCommand({ Bucket: bucket.name, Key: objectKey(id) });
  const { Body, ETag: etag = "", LastModified, Metadata } = await bucket.send(command, context);
  try {
    return { body: await collect(Body as Readable), etag, lastModified: LastModified, objectMetadata: Metadata };
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
