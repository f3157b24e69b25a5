import { embeddingId } from "../../embedding/embedding-id";
import { vectorHasExpired } from "../../embedding/index/carried-expiry";
import type { VectorMetadata } from "../../embedding/index/carried-metadata";
import type { IndexFilter } from "../../embedding/index/filter";
import { matchesFilter } from "../../embedding/index/matches-filter";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";
import { type ListedVector, type ListVectorsArgs, listVectors } from "./list-vectors";

/** Which page of a walk. */
export interface WalkArgs extends Pick<ListVectorsArgs, "segment"> {
  readonly token: string | undefined;
  /** The most vectors that are read for it, of up to 1,000. */
  readonly limit: number;
  readonly filter: IndexFilter | undefined;
  /**
   * The time at which what is found has not expired.
   * @default what has is found too
   */
  readonly asOf?: Date | undefined;
}

/** What a walk finds in a page of an index. */
export interface WalkedPage {
  readonly found: readonly { readonly id: string; readonly metadata: VectorMetadata }[];
  /** Of the next page; undefined after the last. */
  readonly nextToken: string | undefined;
}

/**
 * A page of a walk through an index: of its vectors those of embeddings that a filter takes, in the index's own order. It reads
 * what all of them carry, for an index lists by no filter. Throws as {@link listVectors}.
 */
export async function walkVectors(
  { token, limit, segment, ...taken }: WalkArgs,
  index: Index,
  context: CallContext,
): Promise<WalkedPage> {
  const args = { token, limit, returnData: false, returnMetadata: true, segment };
  const { vectors, nextToken } = await listVectors(args, index, context);
  const found = vectors.filter((vector) => isTaken(vector, taken)).map(({ key, metadata }) => ({ id: key, metadata }));
  return { found, nextToken };
}

/** Whether a vector is of an embedding, for other tools may have put others, and one that a walk takes. */
export function isTaken({ key, metadata }: ListedVector, { filter, asOf }: Pick<WalkArgs, "filter" | "asOf">): boolean {
  if (!embeddingId.safeParse(key).success || (asOf && vectorHasExpired(metadata, asOf))) return false;
  return !filter || matchesFilter(metadata, filter);
}
