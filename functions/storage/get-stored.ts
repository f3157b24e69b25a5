import { toEmbeddingError } from "../../embedding/errors";
import type { CallContext } from "../aws/call-context";
import { type Bucket, isRefused } from "../aws/s3";
import { getKept, type KeptDocument } from "./get-embedding";

/**
 * The document of an id, also where it has expired; undefined where nothing is stored, what is stored is corrupt, or S3 gives other objects and not
 * this one. Throws 503 or 504.
 */
export async function getStored(id: string, bucket: Bucket, context: CallContext): Promise<KeptDocument | undefined> {
  try {
    const { document, etag } = await getKept(id, bucket, context);
    return { ...document, etag };
  } catch (thrown) {
    const error = toEmbeddingError(thrown);
    if (["embedding_not_found", "stored_document_invalid"].includes(error.code) || isRefused(error)) return undefined;
    throw error;
  }
}
