import { objectKey } from "../../embedding/object-key";
import { type Outcome, settle } from "../../embedding/outcome";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure, oneByOne } from "../aws/map-with-backpressure";
import { storageError } from "../aws/s3";
import { deleteObject } from "./delete-object";
import { deleteVectors } from "./delete-vectors";
import { listObjects } from "./list-objects";
import { maxVectorsPerCall } from "./put-vectors";
import type { Store } from "./store";
import { objectConcurrency } from "./store-embeddings";

/** The most embeddings of one call of {@link deleteEmbeddings}: what S3 Vectors deletes at once. */
export const maxDeleted = maxVectorsPerCall;

/**
 * Deletes up to {@link maxDeleted} embeddings, whether they are there or not, and tells of each whether that succeeded: the
 * vectors first, so that no search finds what is gone. Where the index fails, no object is deleted.
 */
export async function deleteEmbeddings(
  ids: readonly string[],
  { bucket, index }: Store,
  context: CallContext,
): Promise<Outcome<string>[]> {
  if (ids.length === 0) return [];
  const { error } = await settle(() => deleteVectors(ids, { index }, context));
  if (error) return ids.map(() => ({ error }));
  const eachDeleted = oneByOne(async (id: string) => {
    try {
      await deleteObject({ Key: objectKey(id) }, bucket, context);
      return id;
    } catch (error) {
      throw storageError(error, context);
    }
  });
  return mapWithBackpressure(ids, { ...eachDeleted, concurrency: objectConcurrency, startTimeMs: 0 }, context);
}

/** Which of these ids have an object, which S3 tells by listing one after another. Throws 503 or 504. */
export async function findObjects(
  ids: readonly string[],
  { bucket }: Pick<Store, "bucket">,
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const eachFound = oneByOne(async (id: string) => {
    const key = objectKey(id);
    // The key itself is the first of those that start with it.
    const { contents } = await listObjects({ Prefix: key, MaxKeys: 1 }, bucket, context);
    return contents[0]?.Key === key;
  });
  const args = { ...eachFound, concurrency: objectConcurrency, startTimeMs: 0, stopsAtError: true };
  const outcomes = await mapWithBackpressure(ids, args, context);
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const error = errors.find(({ code }) => code !== "not_started") ?? errors[0];
  if (error) throw error.code === "not_started" ? storageError(error, context) : error;
  return new Set(ids.filter((_, position) => outcomes[position]?.value));
}
