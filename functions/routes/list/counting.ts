import { dimensionKey, modelKey } from "../../../embedding/index/carried-keys";
import type { IndexFilter } from "../../../embedding/index/filter";
import { allEnded } from "../../aws/all-ended";
import type { CallContext } from "../../aws/call-context";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";
import { fromToken } from "../../fields/from-token";
import { listEmbeddings } from "../../storage/list-embeddings";
import { walkVectors } from "../../storage/walk-vectors";
import type { StatsResponse } from "./stats-response";

/** What is counted. */
export interface Counting {
  readonly prefix: string;
  readonly filter: IndexFilter | undefined;
  readonly bucket: Bucket;
  /** Undefined where there is none. */
  readonly index: Index | undefined;
}

/** The objects so far. */
export interface ObjectCounts {
  readonly count: number;
  readonly bytes: number;
  /** Where the next page starts, the first one at ""; null after the last. */
  readonly next: string | null;
}

/** The vectors so far. */
export interface VectorCounts {
  /** By model and dimension, as JSON. */
  readonly byModel: Readonly<Record<string, number>>;
  /** Where the next page of each segment starts, the first one at ""; null after its last. */
  readonly tokens: readonly (string | null)[];
}

/** How far a request has come, with what it has counted; null where there is nothing to count. */
export interface Counts {
  readonly objects: ObjectCounts | null;
  readonly vectors: VectorCounts | null;
}

/** The most of one page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html */
const pageSize = 1_000;

/** How many parts of an index are read at the same time. */
const segmentCount = 4;

/** Before anything has been counted. */
export function noCounts({ filter, index }: Counting): Counts {
  return {
    objects: filter ? null : { count: 0, bytes: 0, next: "" },
    vectors: index ? { byModel: {}, tokens: Array<string>(segmentCount).fill("") } : null,
  };
}

/** Counts one page more of the objects. Throws 503 or 504. */
export async function countObjects(
  counts: ObjectCounts | null,
  { prefix, bucket }: Counting,
  context: CallContext,
): Promise<ObjectCounts | null> {
  if (!counts || counts.next === null) return counts;
  const after = counts.next || undefined;
  const { embeddings, last = null } = await listEmbeddings({ prefix, after, limit: pageSize }, bucket, context);
  return {
    count: counts.count + embeddings.length,
    bytes: embeddings.reduce((sum, { sizeBytes }) => sum + sizeBytes, counts.bytes),
    next: last,
  };
}

/** Counts one page more of each segment of the index, without what has expired. Throws 422 for a position that the index no longer knows, 503 or 504. */
export async function countVectors(
  counts: VectorCounts | null,
  { prefix, filter, index }: Counting,
  context: CallContext,
): Promise<VectorCounts | null> {
  if (!counts || !index) return counts;
  const byModel = { ...counts.byModel };
  const tokens = await allEnded(
    counts.tokens.map(async (from, segmentIndex) => {
      if (from === null) return null;
      const token = from || undefined;
      const args = { token, limit: pageSize, filter, asOf: new Date(), segment: { segmentCount, segmentIndex } };
      const { found, nextToken = null } = await fromToken(token, () => walkVectors(args, index, context));
      for (const { id, metadata } of found) {
        if (!id.startsWith(prefix)) continue;
        const key = JSON.stringify([metadata[modelKey] ?? null, metadata[dimensionKey] ?? null]);
        byModel[key] = (byModel[key] ?? 0) + 1;
      }
      return nextToken;
    }),
  );
  return { byModel, tokens };
}

/** The counts as an answer has them. */
export function countedVectors({ byModel }: VectorCounts): StatsResponse["vectors"] {
  // In an order that does not change from answer to answer.
  const counted = Object.entries(byModel)
    .toSorted()
    .map(([key, count]) => {
      const [model, dimension] = JSON.parse(key) as [unknown, unknown];
      return {
        model: typeof model === "string" ? model : null,
        dimension: Number.isInteger(dimension) ? (dimension as number) : null,
        count,
      };
    });
  return {
    count: counted.reduce((sum, { count }) => sum + count, 0),
    by_model: counted.toSorted((a, b) => b.count - a.count),
  };
}
