import type { ListResponse } from "../../../functions/routes/list/response";
import type { ConsoleRequest } from "../../api/console-client";
import type { MapPoint } from "./map-point";
import { floatsIn } from "./math/decode-floats";

/** The most that a list has in one answer. */
export const maxListed = 1_000;

/**
 * The request for a page of the vectors. Texts and metadata come with them: they are a fifth of the bytes or less, and hovering
 * and colours need no further request then, of which each would wait and cost.
 */
export function requestOfPage(cursor: string | undefined, limit: number): ConsoleRequest {
  const query = new URLSearchParams({
    include: "embedding,text,metadata",
    encoding: "base64",
    limit: String(limit),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { method: "GET", path: `/embeddings?${query}`, isBackground: true };
}

/** What a page has for the map. */
export interface VectorsPage {
  readonly points: readonly MapPoint[];
  /** Of the points, in base64. */
  readonly vectors: readonly string[];
  /** How many numbers each has; undefined where there is none yet. */
  readonly width: number | undefined;
  /** How many are stored without a vector that can be read. */
  readonly unread: number;
  /** How many have a vector of another length than most of the first page. */
  readonly otherWidth: number;
}

/** Reads a page, of which the vectors have the length of those before. */
export function readVectorsPage(
  { embeddings }: Pick<ListResponse, "embeddings">,
  knownWidth: number | undefined,
): VectorsPage {
  const width = knownWidth ?? mostFrequent(embeddings.map(({ embedding }) => widthOf(embedding)));
  let [unread, otherWidth] = [0, 0];
  const points: MapPoint[] = [];
  const vectors: string[] = [];
  for (const { id, text, metadata = {}, embedding } of embeddings) {
    const floats = widthOf(embedding);
    if (typeof embedding !== "string" || floats === undefined) {
      unread++;
      continue;
    }
    if (floats !== width) {
      otherWidth++;
      continue;
    }
    points.push({ id, text, metadata });
    vectors.push(embedding);
  }
  return { points, vectors, width, unread, otherWidth };
}

/** How many numbers a vector has; undefined where it is none. */
function widthOf(embedding: unknown): number | undefined {
  const floats = typeof embedding === "string" ? floatsIn(embedding) : 0;
  return floats > 0 && Number.isInteger(floats) ? floats : undefined;
}

/** Of several that are as frequent, the first. */
function mostFrequent(widths: readonly (number | undefined)[]): number | undefined {
  const counts = new Map<number, number>();
  for (const width of widths) if (width !== undefined) counts.set(width, (counts.get(width) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

/**
 * How many to ask for next, after an answer of so many to a request for so many. An answer ends before it is too large, and what it
 * had no room for has been read in vain: a little less than there was room for is answered sooner.
 */
export function nextLimit(asked: number, answered: number): number {
  return answered < asked ? Math.max(1, Math.floor(answered * 0.95)) : asked;
}
