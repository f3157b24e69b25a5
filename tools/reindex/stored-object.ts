import { isUtf8 } from "node:buffer";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { objectKey } from "../../functions/embedding-key";
import { describeInvalidData } from "../../functions/invalid-data";
import { type EmbeddingDocument, embeddingDocument } from "../../functions/schemas/embedding";
import { TransientError } from "./retry";

/** A stored embedding, checked. */
export interface StoredObject {
  readonly document: EmbeddingDocument;
  /** The document as it is stored, with what others may have added. */
  readonly fields: Record<string, unknown>;
  /** The object's own metadata. */
  readonly objectMetadata: Record<string, string>;
  readonly etag: string;
}

/** What keeps one object out of an index: its message is the end of a sentence that starts with the object's key. */
export class ObjectProblem extends Error {
  override readonly name = "ObjectProblem";

  constructor(
    message: string,
    /** The version that has it, where it is known. */
    readonly etag?: string,
  ) {
    super(message);
  }
}

/** Reads an embedding; undefined where it is gone. Throws {@link ObjectProblem} where it is none, or what the SDK throws. */
export async function readObject(s3: S3Client, bucket: string, id: string): Promise<StoredObject | undefined> {
  try {
    const {
      Body,
      ETag = "",
      Metadata = {},
    } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey(id) }));
    const body = Buffer.from((await Body?.transformToByteArray().catch(incomplete)) ?? []);
    return { ...parseDocument(body, id, ETag), objectMetadata: Metadata, etag: ETag };
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

function incomplete(cause: unknown): never {
  throw new TransientError(`The object was cut off: ${(cause as Error).message}`, { cause });
}

function parseDocument(body: Buffer, id: string, etag: string): Pick<StoredObject, "document" | "fields"> {
  const value = parseJson(body);
  if (value === undefined) throw new ObjectProblem(`is ${body.length} bytes that are not JSON`, etag);
  const { data, error } = embeddingDocument().safeParse(value);
  if (error) throw new ObjectProblem(`is not an embedding: ${describeInvalidData(error)}`, etag);
  if (data.id !== id) throw new ObjectProblem(`has the id of another embedding, ${JSON.stringify(data.id)}`, etag);
  return { document: data, fields: value as Record<string, unknown> };
}

/** The value of a JSON text; undefined, which none has, where it is not valid. */
function parseJson(body: Buffer): unknown {
  try {
    return isUtf8(body) ? JSON.parse(body.toString()) : undefined;
  } catch {
    return undefined;
  }
}
