import { changeJson } from "../../embedding/change-json";
import type { EmbeddingDocument } from "../../embedding/document";
import { EmbeddingError, invalidRequest, toEmbeddingError } from "../../embedding/errors";
import { metadataProblem } from "../../embedding/index/indexing-problems";
import { metadata as metadataSchema } from "../../embedding/metadata";
import { objectKey } from "../../embedding/object-key";
import type { StoredDocument } from "../../embedding/stored-document";
import type { CallContext } from "../aws/call-context";
import { storageError } from "../aws/s3";
import { type DocumentObject, getKept, requireCurrent } from "./get-embedding";
import { type PutResult, putObject } from "./put-object";
import { putVectors } from "./put-vectors";
import type { Store } from "./store";
import { isIndexable, type Stored } from "./store-embeddings";

/** What of a stored embedding to change. */
export interface UpdateArgs {
  readonly id: string;
  /** What takes the place of fields of the document. */
  readonly changes: Partial<Pick<EmbeddingDocument, "metadata" | "expires_at">>;
  /** Whether the state of the object that an entity tag names may be changed. */
  readonly isExpected: (etag: string) => boolean;
}

/** How often an embedding is read again that others have written since. */
const maxConflicts = 5;

/**
 * Changes a stored embedding and keeps its text, its vector and what else the object has: the object first, then the index,
 * where that can hold it. Where the index then fails, it is completed by the same request. Throws 404, 412 for another state
 * than the expected one, 422 where the index has no room for what is changed, 500 where the object is corrupt, 503 or 504.
 */
export async function updateEmbedding(
  args: UpdateArgs,
  store: Store,
  context: CallContext,
): Promise<Omit<Stored, "unchanged">> {
  for (let conflicts = 0; ; conflicts++) {
    const { document, ...object } = await getKept(args.id, store.bucket, context);
    requireCurrent(args.id, document);
    if (!args.isExpected(object.etag)) {
      // It may be what the same request has made of it and could not index before.
      await putIndexable(document, store, context);
      throw changed(args.id);
    }
    if (store.index) requireRoom(document, args.changes);
    try {
      const written = await replace({ ...args, ...object }, store, context);
      return { ...written, indexed: await putIndexable({ ...document, ...args.changes }, store, context) };
    } catch (error) {
      const { code, cause } = toEmbeddingError(error);
      if (code !== "embedding_changed") throw error;
      if (conflicts === maxConflicts) throw storageError(cause, context);
    }
  }
}

/**
 * Throws 422 where an index has no room for the metadata of a document as it is changed. What others have stored and no index
 * has room for as it is, it holds in part, also with another time at which it expires.
 */
function requireRoom(document: StoredDocument, changes: UpdateArgs["changes"]): void {
  const metadata = changes.metadata ?? heldMetadata(document);
  const problem = metadata && metadataProblem({ expires_at: document.expires_at, ...changes, metadata });
  if (problem) throw invalidRequest([{ field: "metadata", message: problem }]);
}

/** The metadata of a document, where an index holds all of them. */
function heldMetadata({ metadata, expires_at }: StoredDocument): EmbeddingDocument["metadata"] {
  const { data } = metadataSchema.safeParse(metadata ?? {});
  return data && metadataProblem({ metadata: data, expires_at }) === undefined ? data : undefined;
}

/** Writes an object with changes, unless others have written it since it was read: then throws 412. */
function replace(
  { id, changes, body, etag, objectMetadata }: UpdateArgs & Omit<DocumentObject, "document">,
  { bucket }: Store,
  context: CallContext,
): Promise<PutResult> {
  const put = {
    key: objectKey(id),
    body: withChanges(body, changes, id),
    condition: { IfMatch: etag },
    refused: (cause: unknown) => changed(id, cause),
    objectMetadata,
  };
  return putObject(put, bucket, context);
}

function withChanges(body: string, changes: UpdateArgs["changes"], id: string): string {
  try {
    return changeJson(body, () => changes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const detail = `What is stored for "${id}" is nested too deep to be changed.`;
    throw new EmbeddingError("stored_document_invalid", detail, { cause });
  }
}

/** Puts a vector into the index, and tells whether there is one that can hold it. */
async function putIndexable(document: StoredDocument, { index }: Store, context: CallContext): Promise<boolean> {
  if (!index || !isIndexable(document, index)) return false;
  await putVectors([document], index, context);
  return true;
}

function changed(id: string, cause?: unknown): EmbeddingError {
  return new EmbeddingError(
    "embedding_changed",
    `The embedding "${id}" is in another state than the one that If-Match names.`,
    { cause },
  );
}
