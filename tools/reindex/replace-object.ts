import { changeJson } from "../../embedding/change-json";
import type { VectorFields } from "../../embedding/document";
import { objectKey } from "../../embedding/object-key";
import { awsFailure } from "../../functions/aws/aws-error";
import { writeObject } from "../../functions/storage/write-object";
import type { AwsAccess } from "./aws/aws-access";
import { AwsCallError } from "./aws/aws-error";
import { ObjectProblem, type StoredObject } from "./stored-object";

/**
 * Stores an object with a new vector in its place, unless others have written it since it was read, and returns what it
 * is then; undefined where they have. Throws {@link ObjectProblem}, or a `CommandError` where no object may be written.
 */
export async function replaceObject(
  stored: StoredObject,
  fields: VectorFields,
  { bucket, bucketCalls }: Pick<AwsAccess, "bucket" | "bucketCalls">,
): Promise<StoredObject | undefined> {
  const { document, objectMetadata, etag } = stored;
  const json = changedText(stored, fields);
  const object = {
    Key: objectKey(document.id),
    Body: json,
    ContentType: "application/json",
    Metadata: objectMetadata,
    IfMatch: etag,
  };
  try {
    const newEtag = await bucketCalls.run((context) => writeObject(object, bucket, context));
    const written = { ...document, ...fields, input_token_count: fields.input_token_count ?? undefined };
    return { ...stored, document: written, json, etag: newEtag, isTrusted: false };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const { status } = awsFailure(error.cause);
    // 404: it was deleted. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    if (status === 412 || status === 404) return undefined;
    throw status === 403 ? error.toCommandError() : error;
  }
}

function changedText({ json, etag, lastModified = new Date() }: StoredObject, fields: VectorFields): string {
  try {
    return changeJson(json, ({ created_at }) => ({
      ...fields,
      created_at: created_at ?? lastModified.toISOString(),
    }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ObjectProblem("is nested too deep to be written anew", etag);
  }
}
