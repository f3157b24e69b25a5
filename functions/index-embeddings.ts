import { PutVectorsCommand } from "@aws-sdk/client-s3vectors";
import type { RequestContext } from "./request-context";
import { sendToIndex } from "./s3-vectors";
import type { EmbeddingDocument } from "./schemas/embedding";
import { vectorIndex } from "./vector-index";
import { toVectorMetadata } from "./vector-metadata";

/**
 * Puts the vectors of up to 500 stored embeddings into the index, in place of those of the same ids, and returns whether
 * they are in one: false where the service has no index. Throws 503 or 504; then some may be in it and some not.
 */
export async function indexEmbeddings(
  documents: readonly EmbeddingDocument[],
  context: RequestContext,
): Promise<boolean> {
  if (!vectorIndex || documents.length === 0) return false;
  const vectors = documents.map(({ embedding, ...document }) => ({
    key: document.id,
    data: { float32: embedding },
    metadata: toVectorMetadata(document),
  }));
  await sendToIndex(new PutVectorsCommand({ indexArn: vectorIndex.arn, vectors }), context);
  return true;
}
