import { PutVectorsCommand } from "@aws-sdk/client-s3vectors";
import { type IndexableDocument, toVectorMetadata } from "../../embedding/index/carried-metadata";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";

/**
 * Puts the vectors of up to 500 stored embeddings into an index, in place of those of the same ids. Throws 503 or 504; then
 * some may be in it and some not.
 */
export async function putVectors(
  documents: readonly IndexableDocument[],
  index: Index,
  context: CallContext,
): Promise<void> {
  const vectors = documents.map((document) => ({
    key: document.id,
    data: { float32: [...document.embedding] },
    metadata: toVectorMetadata(document).metadata,
  }));
  await index.send(new PutVectorsCommand({ indexArn: index.arn, vectors }), context);
}
