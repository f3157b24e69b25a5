import { vectorHasExpired } from "../../embedding/index/carried-expiry";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";
import { findVectors } from "../storage/find-vectors";
import { listEmbeddings } from "../storage/list-embeddings";
import type { Store } from "../storage/store";
import { walkVectors } from "../storage/walk-vectors";
import { type SweepPosition, segmentCount } from "./position";

/** The most of one page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html */
const pageSize = 1_000;

/** A page of what may have expired. */
export interface ExpiredPage {
  readonly ids: readonly string[];
  /** Where the next page is; undefined after the last. */
  readonly next: SweepPosition | undefined;
}

/**
 * A page of the embeddings that may have expired: those whose vector says so, then those whose object nothing but the object
 * itself can tell, because no vector of it is in the index. Throws 503 or 504, or 500 where the index refuses the position.
 */
export function expiredPage(
  { segment, at }: SweepPosition,
  asOf: Date,
  store: Store,
  context: CallContext,
): Promise<ExpiredPage> {
  return segment !== undefined && store.index
    ? pageOfIndex({ segment, at }, asOf, store.index, context)
    : pageOfObjects(at, store, context);
}

async function pageOfIndex(
  { segment, at: token }: SweepPosition & { readonly segment: number },
  asOf: Date,
  index: Index,
  context: CallContext,
): Promise<ExpiredPage> {
  const args = { token, limit: pageSize, filter: undefined, segment: { segmentCount, segmentIndex: segment } };
  const { found, nextToken } = await walkVectors(args, index, context);
  const nextPart = segment + 1 < segmentCount ? { segment: segment + 1 } : {};
  return {
    ids: found.filter(({ metadata }) => vectorHasExpired(metadata, asOf)).map(({ id }) => id),
    next: nextToken === undefined ? nextPart : { segment, at: nextToken },
  };
}

async function pageOfObjects(
  after: string | undefined,
  { bucket, index }: Store,
  context: CallContext,
): Promise<ExpiredPage> {
  const { embeddings, last } = await listEmbeddings({ prefix: "", after, limit: pageSize }, bucket, context);
  const ids = embeddings.map(({ id }) => id);
  const indexed = index ? await findVectors(ids, index, context) : new Set<string>();
  return { ids: ids.filter((id) => !indexed.has(id)), next: last === undefined ? undefined : { at: last } };
}
