import { type _Object, ListObjectsV2Command, type ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { CallContext } from "../aws/call-context";
import { type Bucket, storageError } from "../aws/s3";

/** A page of objects. Throws 503 or 504, also for an answer that is no listing, which the SDK takes for an empty one. */
export async function listObjects(
  input: Omit<ListObjectsV2CommandInput, "Bucket">,
  bucket: Bucket,
  context: CallContext,
): Promise<{ contents: _Object[]; isTruncated: boolean }> {
  try {
    const command = new ListObjectsV2Command({ Bucket: bucket.name, ...input });
    const { Contents: contents = [], IsTruncated: isTruncated } = await bucket.send(command, context);
    if (isTruncated === undefined) throw new Error("The answer is no listing");
    return { contents, isTruncated };
  } catch (error) {
    throw storageError(error, context);
  }
}
