import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { abbreviate } from "../../embedding/abbreviate";
import { objectKey } from "../../embedding/object-key";
import {
  documentProblem,
  objectText,
  otherId,
  parseFields,
  type StoredDocument,
  toStoredDocument,
} from "../../embedding/stored-document";
import { TransientError } from "./aws-failure";

/** A stored embedding, checked. */
export interface StoredObject {
  readonly document: StoredDocument;
  /** The JSON text of the object. */
  readonly json: string;
  /** The object's own metadata. */
  readonly objectMetadata: Record<string, string>;
  readonly etag: string;
  readonly lastModified: Date;
}

/** What keeps one object out of an index: its message is the end of a sentence that starts with the object's key. */
export class ObjectProblem extends Error {
  override readonly name: string = "ObjectProblem";

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
      ETag: etag = "",
      LastModified: lastModified = new Date(),
      Metadata: objectMetadata = {},
    } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey(id) }));
    const body = Buffer.from((await Body?.transformToByteArray().catch(incomplete)) ?? []);
    return { ...parseDocument(body, id, etag), objectMetadata, etag, lastModified };
  } catch (error) {
    if ((error as Error).name === "NoSuchKey") return undefined;
    throw error;
  }
}

function incomplete(cause: unknown): never {
  throw new TransientError(`The object was cut off: ${(cause as Error).message}`, { cause });
}

function parseDocument(body: Buffer, id: string, etag: string): Pick<StoredObject, "document" | "json"> {
  const json = objectText(body);
  const fields = json === undefined ? undefined : parseFields(json);
  if (json === undefined || !fields)
    throw new ObjectProblem(`is ${body.length} bytes that are not a JSON object`, etag);
  const problem = documentProblem(fields, id);
  if (!problem) return { document: toStoredDocument(fields), json };
  throw new ObjectProblem(problem === otherId ? `${problem}, "${abbreviate(fields["id"] as string)}"` : problem, etag);
}
