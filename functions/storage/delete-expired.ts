import { hasExpired } from "../../embedding/expiry";
import { vectorHasExpired } from "../../embedding/index/carried-expiry";
import { objectKey } from "../../embedding/object-key";
import { type Outcome, settle } from "../../embedding/outcome";
import { documentProblem, parseFields, toStoredDocument } from "../../embedding/stored-document";
import { awsFailure } from "../aws/aws-error";
import type { CallContext } from "../aws/call-context";
import { mapWithBackpressure, oneByOne } from "../aws/map-with-backpressure";
import { storageError } from "../aws/s3";
import { vectorMetadata } from "../aws/vector-metadata";
import { deleteObject } from "./delete-object";
import { deleteVectors } from "./delete-vectors";
import { getObject } from "./get-object";
import { getVectors } from "./get-vectors";
import { objectText } from "./object-text";
import type { Store } from "./store";
import { objectConcurrency } from "./store-embeddings";

/**
 * Deletes of up to 100 embeddings, of which an index finds none, those whose object has expired, and the vectors of those that
 * have no object, and tells of each whether it is gone. The object goes first, in the state in which it was read: one that is
 * stored anew, or kept for longer, at that moment stays, with its vector.
 */
export async function deleteExpired(
  ids: readonly string[],
  asOf: Date,
  store: Store,
  context: CallContext,
): Promise<Outcome<boolean>[]> {
  const eachGone = oneByOne((id: string) => isGone(id, asOf, store, context));
  const args = { ...eachGone, concurrency: objectConcurrency, startTimeMs: 0 };
  const outcomes = await mapWithBackpressure(ids, args, context);
  const gone = ids.filter((_, position) => outcomes[position]?.value);
  if (gone.length === 0) return outcomes;
  const { error } = await settle(() => deleteExpiredVectors(gone, asOf, store, context));
  return error ? outcomes.map((outcome) => (outcome.value ? { error } : outcome)) : outcomes;
}

/** Deletes the vectors that say that they have expired: one that was stored anew meanwhile does not. Throws 503 or 504. */
async function deleteExpiredVectors(ids: readonly string[], asOf: Date, { index }: Store, context: CallContext) {
  if (!index) return;
  const vectors = await getVectors(ids, { returnData: false, returnMetadata: true }, index, context);
  const expired = ids.filter((id) => vectorHasExpired(vectorMetadata(vectors.get(id)?.metadata), asOf));
  if (expired.length > 0) await deleteVectors(expired, { index }, context);
}

/** Whether an embedding has no object, also because it has expired and was deleted now. Throws 503 or 504. */
async function isGone(id: string, asOf: Date, { bucket }: Store, context: CallContext): Promise<boolean> {
  const { value: object, error } = await settle(() => getObject(id, bucket, context));
  if (error?.code === "embedding_not_found") return true;
  if (error) throw error;
  if (!object || !saysSo(object.body, id, asOf)) return false;
  try {
    await deleteObject({ Key: objectKey(id), IfMatch: object.etag }, bucket, context);
    return true;
  } catch (thrown) {
    const { status } = awsFailure(thrown);
    // Whoever writes it at the same time is as good as whoever has.
    if (status === 409 || status === 412) return false;
    if (status === 404) return true;
    throw storageError(thrown, context);
  }
}

/** Whether what is stored says that it has expired. */
function saysSo(body: Buffer, id: string, asOf: Date): boolean {
  const fields = parseFields(objectText(body) ?? "");
  return fields !== undefined && !documentProblem(fields, id) && hasExpired(toStoredDocument(fields), asOf);
}
