import type { IndexFilter } from "../../../embedding/index/filter";
import { allEnded } from "../../aws/all-ended";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";
import { decodeCursor, encodeCursor } from "../../fields/cursor";
import { fromToken } from "../../fields/from-token";
import { answerRoom } from "../../http/answer-room";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { type ListedVector, type ListVectorsArgs, listVectors, type VectorPage } from "../../storage/list-vectors";
import { isTaken } from "../../storage/walk-vectors";
import type { IndexedStore } from "./index-page";
import { listRequest } from "./list-page";
import { fittingListed } from "./page-room";
import type { ListQuery } from "./request";
import type { ListedEmbedding, ListResponse } from "./response";
import { vectorContents } from "./vector-contents";

/**
 * How many parts of the index are read at the same time. A URL has the position in each, of up to 2,048 characters, and
 * API Gateway takes 10,240 bytes of the URL and the headers.
 */
const segmentCount = 2;

/** The most vectors that are read of a part at once. */
const walkedAtOnce = 1_000;

/** A part of the index of which not all was read, and from where on it was not: its start where that is empty. */
interface Part {
  readonly segmentIndex: number;
  readonly position: string;
}

interface FilteredQuery extends ListQuery {
  readonly filter: IndexFilter;
}

/**
 * A page of the embeddings in an index that a filter takes, with what that holds: a walk, for an index lists by no filter. It
 * ends early where there is no more room or time. Throws as `indexPage`.
 */
export async function filteredPage(
  query: FilteredQuery,
  store: IndexedStore,
  context: RequestContext,
): Promise<ListResponse> {
  const { limit, cursor, include, prefix, filter } = query;
  const { index, bucket, storeId } = store;
  const walked = JSON.stringify([prefix, filter, include.toSorted()]);
  const list = { bucket: bucket.name, of: [index.arn, "filtered", walked], request: listRequest };
  const args = { limit: walkedAtOnce, returnData: include.includes("embedding") };
  const embeddings: ListedEmbedding[] = [];
  let parts: readonly Part[] = cursor ? JSON.parse(decodeCursor(cursor, list)) : allParts();
  let leftBytes = answerRoom;
  let isFull = false;
  do {
    const pages = await allEnded(parts.map((part) => readPart(part, args, index, context)));
    const left: Part[] = [];
    for (const [place, page] of pages.entries()) {
      const part = parts[place] as Part;
      const room = { count: limit - embeddings.length, bytes: leftBytes };
      const taken: Taken = isFull ? nothing(page) : await takeFrom(page, query, room, bucket, context);
      embeddings.push(...taken.embeddings);
      leftBytes -= taken.bytes;
      isFull ||= taken.firstLeft !== undefined || embeddings.length === limit;
      const position = await positionOf(taken.firstLeft, page, part, index, context);
      if (position !== undefined) left.push({ ...part, position });
    }
    parts = left;
  } while (!isFull && parts.length > 0 && hasTime(context));
  const next_cursor = parts.length === 0 ? null : encodeCursor(JSON.stringify(parts), list);
  return { embeddings, store_id: storeId, next_cursor };
}

function allParts(): Part[] {
  return Array.from({ length: segmentCount }, (_, segmentIndex) => ({ segmentIndex, position: "" }));
}

/** A page of a part. Throws as {@link listVectors}, and 422 for a position that the index no longer knows. */
function readPart(
  { segmentIndex, position }: Part,
  args: Pick<ListVectorsArgs, "limit" | "returnData">,
  index: Index,
  context: RequestContext,
): Promise<VectorPage> {
  const token = position || undefined;
  const segment = { segmentCount, segmentIndex };
  return fromToken(token, () => listVectors({ token, segment, returnMetadata: true, ...args }, index, context));
}

/** What an answer takes of a page. */
interface Taken {
  readonly embeddings: readonly ListedEmbedding[];
  readonly bytes: number;
  /** The first vector that it had no more room for. */
  readonly firstLeft: ListedVector | undefined;
}

function nothing({ vectors: [firstLeft] }: VectorPage): Taken {
  return { embeddings: [], bytes: 0, firstLeft };
}

async function takeFrom(
  { vectors }: VectorPage,
  query: FilteredQuery,
  room: { readonly count: number; readonly bytes: number },
  bucket: Bucket,
  context: RequestContext,
): Promise<Taken> {
  const { prefix, filter } = query;
  const asOf = new Date();
  const found = vectors.filter((vector) => vector.key.startsWith(prefix) && isTaken(vector, { filter, asOf }));
  const contents = await vectorContents(found.slice(0, room.count), query, bucket, context);
  const { parts: embeddings, bytes } = fittingListed(contents, room.bytes, context);
  return { embeddings, bytes, firstLeft: found[embeddings.length] };
}

/** Where a part goes on with a vector of its page, or after that; undefined at its end. */
async function positionOf(
  vector: ListedVector | undefined,
  { vectors, nextToken }: VectorPage,
  part: Part,
  index: Index,
  context: RequestContext,
): Promise<string | undefined> {
  if (!vector) return nextToken;
  const limit = vectors.indexOf(vector);
  if (limit === 0) return part.position;
  // Asked for again, for only the end of a page has a token.
  return (await readPart(part, { limit, returnData: false }, index, context)).nextToken;
}
