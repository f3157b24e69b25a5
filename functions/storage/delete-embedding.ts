import { embeddingNotFound } from "../../embedding/errors";
import { objectKey } from "../../embedding/object-key";
import type { CallContext } from "../aws/call-context";
import { storageError } from "../aws/s3";
import { deleteObject } from "./delete-object";
import { deleteVectors } from "./delete-vectors";
import { listObjects } from "./list-objects";
import type { Store } from "./store";

/** Deletes the embedding of this id: its vector first, so that no search finds what is gone. Throws 404, 503 or 504. */
export async function deleteEmbedding(id: string, { bucket, index }: Store, context: CallContext): Promise<void> {
  await deleteVectors([id], { index }, context);
  const key = objectKey(id);
  // DeleteObject answers the same whether there is an object or not. The key itself is the first of those that start
  // with it.
  const { contents } = await listObjects({ Prefix: key, MaxKeys: 1 }, bucket, context);
  if (contents[0]?.Key !== key) throw embeddingNotFound(id);
  try {
    await deleteObject({ Key: key }, bucket, context);
  } catch (error) {
    throw storageError(error, context);
  }
}
