import { PutObjectCommand, type PutObjectCommandInput } from "@aws-sdk/client-s3";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";

/**
 * Writes an object and returns its entity tag. Throws what the SDK throws, and for an answer without a tag, such as a web page
 * from a proxy, which the SDK takes for that of a write.
 */
export async function writeObject(
  input: Omit<PutObjectCommandInput, "Bucket">,
  bucket: Bucket,
  context: CallContext,
): Promise<string> {
  const { ETag: etag } = await bucket.send(new PutObjectCommand({ Bucket: bucket.name, ...input }), context);
  if (!etag) throw new Error("S3 answered without an entity tag");
  return etag;
}
