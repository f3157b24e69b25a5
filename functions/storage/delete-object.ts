import { DeleteObjectCommand, type DeleteObjectCommandInput } from "@aws-sdk/client-s3";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";

/**
 * Deletes an object, whether it is there or not. Throws what the SDK throws, and for an answer that is none of a deletion, such
 * as a web page from a proxy, which the SDK takes for one.
 */
export async function deleteObject(
  input: Omit<DeleteObjectCommandInput, "Bucket">,
  bucket: Bucket,
  context: CallContext,
): Promise<void> {
  const command = new DeleteObjectCommand({ Bucket: bucket.name, ...input });
  const { $metadata } = await bucket.send(command, context);
  if ($metadata.httpStatusCode !== 204) throw new Error("The answer is none of a deletion");
}
