import { PutVectorsCommand } from "@aws-sdk/client-s3vectors";
import { type IndexableDocument, toVectorMetadata } from "../../embedding/index/carried-metadata";
import { sendToIndex } from "../aws/s3-vectors";
import type { RequestContext } from "../http/request-context";
import { vectorIndex } from "../settings/configured-index";

/**
 * Puts the vectors of up to 500 stored embeddings into the index, in place of those of the same ids, and returns whether
 * they are in one: false where the service has no index. Throws 503 or 504; then some may be in it and some not.
 */
export async function indexEmbeddings(
  documents: readonly IndexableDocument[],
  context: RequestContext,
): Promise<boolean> {
  if (!vectorIndex || documents.length === 0) return false;
  const vectors = documents.map((document) => ({
    key: document.id,
    data: { float32: document.embedding },
    metadata: toVectorMetadata(document).metadata,
  }));
  await sendToIndex(new PutVectorsCommand({ indexArn: vectorIndex.arn, vectors }), context);
  return true;
}
