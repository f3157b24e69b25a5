import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { DeleteVectorsCommand } from "@aws-sdk/client-s3vectors";
import { objectKey } from "../../embedding/object-key";
import { bucket, sendToS3, storageError } from "../aws/s3";
import { sendToIndex } from "../aws/s3-vectors";
import { embeddingNotFound } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { vectorIndex } from "../settings/configured-index";
import { listObjects } from "./list-objects";

/** Deletes the embedding of this id: its vector first, so that no search finds what is gone. Throws 404, 503 or 504. */
export async function deleteEmbedding(id: string, context: RequestContext): Promise<void> {
  if (vectorIndex) {
    // Answers the same whether there is a vector or not.
    await sendToIndex(new DeleteVectorsCommand({ indexArn: vectorIndex.arn, keys: [id] }), context);
  }
  const key = objectKey(id);
  // DeleteObject answers the same whether there is an object or not. The key itself is the first of those that start
  // with it.
  const { contents } = await listObjects({ Prefix: key, MaxKeys: 1 }, context);
  if (contents[0]?.Key !== key) throw embeddingNotFound(id);
  try {
    await sendToS3(new DeleteObjectCommand({ Bucket: bucket, Key: key }), context);
  } catch (error) {
    throw storageError(error, context);
  }
}
