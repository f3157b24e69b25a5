import type { EmbeddingDocument } from "../../embedding/document";
import type { IndexableDocument } from "../../embedding/index/carried-metadata";
import { dimensionProblem, vectorProblem } from "../../embedding/index/indexing-problems";
import type { StoredDocument } from "../../embedding/stored-document";
import { isRefused } from "../aws/s3";
import { ApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { type VectorIndex, vectorIndex } from "../settings/configured-index";
import { getDocument } from "./get-embedding";
import { indexEmbeddings } from "./index-embeddings";
import { type PutOptions, putEmbedding } from "./put-embedding";

/**
 * Stores a document, for its vector to be indexed next, and returns its key. Throws what {@link putEmbedding} throws; where
 * that is 412, what is stored is in the index if that can hold it, for it may be what the same request stored and could
 * not index before.
 */
export async function storeEmbedding(
  document: EmbeddingDocument,
  options: PutOptions,
  context: RequestContext,
): Promise<string> {
  try {
    return await putEmbedding(document, options, context);
  } catch (error) {
    if (vectorIndex && error instanceof ApiError && error.code === "embedding_exists") {
      await indexStored(document.id, vectorIndex, context);
    }
    throw error;
  }
}

async function indexStored(id: string, index: VectorIndex, context: RequestContext): Promise<void> {
  const document = await getStored(id, context);
  if (document && isIndexable(document, index)) await indexEmbeddings([document], context);
}

/** The document of an id; undefined where it is gone by now, corrupt, or one that S3 does not give. */
async function getStored(id: string, context: RequestContext): Promise<StoredDocument | undefined> {
  try {
    return await getDocument(id, context);
  } catch (error) {
    const { code } = error as ApiError;
    if (code === "embedding_not_found" || code === "stored_document_invalid" || isRefused(error as ApiError))
      return undefined;
    throw error;
  }
}

/** Whether the index can hold a document, which others may have written, for another index or before there was one. */
function isIndexable(document: StoredDocument, index: VectorIndex): document is StoredDocument & IndexableDocument {
  const { model, embedding } = document;
  if (embedding === undefined || (model !== null && model !== index.model)) return false;
  return (dimensionProblem(embedding.length, index.dimension) ?? vectorProblem(embedding)) === undefined;
}
