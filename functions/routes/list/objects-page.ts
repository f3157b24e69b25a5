import { keyPrefix } from "../../../embedding/object-key";
import { encodeCursor } from "../../fields/cursor";
import { answerRoom } from "../../http/answer-room";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { readDocuments } from "../search/read-documents";
import { includedContents } from "./contents";
import { type ListedStore, listPage, listRequest } from "./list-page";
import { fittingListed } from "./page-room";
import type { ListQuery } from "./request";
import type { ListedEmbedding, ListResponse } from "./response";

/** How many objects are read before it is seen whether there is room for more. */
const groupSize = 64;

/**
 * A page of the stored embeddings with what their objects have, which ends early where there is no more room or time. Throws
 * what {@link listPage} throws, and where the storage fails.
 */
export async function objectsPage(
  query: ListQuery,
  store: ListedStore,
  context: RequestContext,
): Promise<ListResponse> {
  const { bucket } = store;
  const page = await listPage(query, store, context);
  const read: ListedEmbedding[] = [];
  let leftBytes = answerRoom;
  let position = 0;
  while (position < page.embeddings.length && (position === 0 || hasTime(context))) {
    const group = page.embeddings.slice(position, position + groupSize);
    const found = await withContents(group, query, store, context);
    const { parts: embeddings, bytes } = fittingListed(found, leftBytes, context);
    read.push(...embeddings);
    leftBytes -= bytes;
    const firstLeft = found[embeddings.length];
    position += firstLeft ? group.findIndex(({ id }) => id === firstLeft.id) : group.length;
    if (firstLeft) break;
  }
  if (position === page.embeddings.length) return { ...page, embeddings: read };
  // At least one has been read, for there is room for any alone.
  const lastKey = page.embeddings[position - 1]?.s3_key ?? "";
  const list = { bucket: bucket.name, of: [query.prefix], request: listRequest };
  return { ...page, embeddings: read, next_cursor: encodeCursor(lastKey.slice(keyPrefix.length), list) };
}

/** Embeddings with what their objects have, but for those that have expired, or been deleted since they were listed. */
async function withContents(
  listed: readonly ListedEmbedding[],
  query: ListQuery,
  { bucket }: ListedStore,
  context: RequestContext,
): Promise<ListedEmbedding[]> {
  const documents = await readDocuments(
    listed.map(({ id }) => id),
    bucket,
    context,
  );
  return listed.flatMap((embedding) => {
    const { document, error } = documents.get(embedding.id) ?? {};
    if (error?.code === "embedding_not_found") return [];
    const { text, metadata, expires_at, embedding: vector } = document ?? {};
    const contents = { id: embedding.id, text, metadata, expires_at, embedding: vector, error };
    return [{ ...embedding, ...includedContents(contents, query, context) }];
  });
}
