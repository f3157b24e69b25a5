import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { ApiError } from "./errors";
import { listObjects } from "./list-objects";
import type { RequestContext } from "./request-context";
import { bucket, objectKey, sendToS3, storageError } from "./s3";

/** Deletes the embedding of this id. Throws 404, 503 or 504. */
export async function deleteEmbedding(id: string, context: RequestContext): Promise<void> {
  const key = objectKey(id);
  // DeleteObject answers the same whether there is an object or not. The key itself is the first of those that start
  // with it.
  const { contents } = await listObjects({ Prefix: key, MaxKeys: 1 }, context);
  if (contents[0]?.Key !== key) throw new ApiError("embedding_not_found", `There is no embedding "${id}".`);
  try {
    await sendToS3(new DeleteObjectCommand({ Bucket: bucket, Key: key }), context);
  } catch (error) {
    throw storageError(error, context);
  }
}
