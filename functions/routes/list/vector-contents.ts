import { shortFloats } from "../../../embedding/float-text";
import { fromVectorMetadata } from "../../../embedding/index/carried-metadata";
import { objectKey } from "../../../embedding/object-key";
import type { Bucket } from "../../aws/s3";
import type { RequestContext } from "../../http/request-context";
import type { ListedVector } from "../../storage/list-vectors";
import { readDocuments } from "../search/read-documents";
import { includedContents } from "./contents";
import type { ListQuery } from "./request";
import type { ListedEmbedding } from "./response";

/**
 * The embeddings of vectors, with what these carry. A text that is too long for a vector to carry is read from the object,
 * and where that is gone or corrupt, the embedding says so.
 */
export async function vectorContents(
  vectors: readonly ListedVector[],
  query: ListQuery,
  bucket: Bucket,
  context: RequestContext,
): Promise<ListedEmbedding[]> {
  const carried = vectors.map(({ key, data, metadata }) => ({ id: key, data, ...fromVectorMetadata(metadata) }));
  const unread = query.include.includes("text") ? carried.filter(({ text }) => text === undefined) : [];
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    bucket,
    context,
  );
  return carried.map(({ id, data, text, metadata, expires_at }) => {
    const { document, error } = documents.get(id) ?? {};
    const embedding = data && (query.encoding === "base64" ? data : shortFloats(data));
    const contents = { id, text: text ?? document?.text, metadata, expires_at, embedding, error };
    return { id, s3_key: objectKey(id), ...includedContents(contents, query, context) };
  });
}
