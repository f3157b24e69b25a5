import type { IndexFilter } from "../../../embedding/index/filter";
import type { CallContext } from "../../aws/call-context";
import { filterNeedsIndex } from "../../fields/filter-fields";
import { fromToken } from "../../fields/from-token";
import { findObjects, maxDeleted } from "../../storage/delete-embeddings";
import { listEmbeddings } from "../../storage/list-embeddings";
import type { Store } from "../../storage/store";
import { walkVectors } from "../../storage/walk-vectors";
import type { DeleteRequest } from "./delete-request";

/** Some of the embeddings that a request is about. */
export interface SelectedPage {
  readonly ids: readonly string[];
  /** Of the ids of the request, those under which nothing is stored. */
  readonly missing: readonly string[];
  /** Where the next page starts; undefined after the last. */
  readonly next: string | undefined;
}

/** Gets the page at a position, the first one at none. Throws 422 for a position that there is no more, 503 or 504. */
export type GetPage = (position: string | undefined) => Promise<SelectedPage>;

/** The pages of the embeddings that a request is about. Throws 422 where that takes an index and there is none. */
export function selectedPages({ ids, prefix, filter }: DeleteRequest, store: Store, context: CallContext): GetPage {
  if (ids) return (position) => pageOfIds(ids, position, store, context);
  if (prefix !== undefined) return (position) => pageOfPrefix(prefix, position, store, context);
  if (!store.index) throw filterNeedsIndex();
  return (position) => pageOfFilter(filter, position, store, context);
}

/** How many ids are looked up before it is seen whether there is time for more. */
const idsAtOnce = 250;

async function pageOfIds(ids: readonly string[], position = "0", store: Store, context: CallContext) {
  const start = Number(position);
  const end = start + idsAtOnce;
  const some = ids.slice(start, end);
  const found = await findObjects(some, store, context);
  return {
    ids: some.filter((id) => found.has(id)),
    missing: some.filter((id) => !found.has(id)),
    next: end < ids.length ? String(end) : undefined,
  };
}

async function pageOfPrefix(prefix: string, after: string | undefined, { bucket }: Store, context: CallContext) {
  const { embeddings, last } = await listEmbeddings({ prefix, after, limit: maxDeleted }, bucket, context);
  return { ids: embeddings.map(({ id }) => id), missing: [], next: last };
}

async function pageOfFilter(
  filter: IndexFilter | undefined,
  token: string | undefined,
  { index }: Store,
  context: CallContext,
): Promise<SelectedPage> {
  if (!index) throw filterNeedsIndex();
  const args = { token, limit: maxDeleted, filter };
  const { found, nextToken } = await fromToken(token, () => walkVectors(args, index, context));
  return { ids: found.map(({ id }) => id), missing: [], next: nextToken };
}
