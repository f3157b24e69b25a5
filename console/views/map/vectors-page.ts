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
  /** How many have a vector of another length than the first. */
  readonly otherWidth: number;
}

/** Reads a page, of which the vectors have the length of those before. */
export function readVectorsPage(
  { embeddings }: Pick<ListResponse, "embeddings">,
  knownWidth: number | undefined,
): VectorsPage {
  let width = knownWidth;
  let [unread, otherWidth] = [0, 0];
  const points: MapPoint[] = [];
  const vectors: string[] = [];
  for (const { id, text, metadata = {}, embedding } of embeddings) {
    const floats = typeof embedding === "string" ? floatsIn(embedding) : 0;
    if (typeof embedding !== "string" || floats === 0 || !Number.isInteger(floats)) {
      unread++;
      continue;
    }
    width ??= floats;
    if (floats !== width) {
      otherWidth++;
      continue;
    }
    points.push({ id, text, metadata });
    vectors.push(embedding);
  }
  return { points, vectors, width, unread, otherWidth };
}

/**
 * How many to ask for next, after an answer of so many to a request for so many. An answer ends before it is too large, and what it
 * had no room for has been read in vain: a little less than there was room for is answered sooner.
 */
export function nextLimit(asked: number, answered: number): number {
  return answered < asked ? Math.max(1, Math.floor(answered * 0.95)) : asked;
}
