import { decodeCursor, encodeCursor } from "../../fields/cursor";
import type { Search } from "./request";
import type { SearchedStore } from "./searched-store";

/** How far a search has come. */
export interface Position {
  /** How many results came before. */
  readonly rank: number;
  /** The page of the index from which it goes on, where it has one of its own. */
  readonly page?: PagePosition;
}

/** Of which search a position is. */
export interface SearchPosition extends Position {
  /** The time at which what the search finds has not expired, on all of its pages, in milliseconds since 1970. */
  readonly asOfMs: number;
}

/** A page of what a query finds in an index. */
export interface PagePosition {
  /** Undefined for the first. */
  readonly token?: string | undefined;
  /** How many matches come before it. */
  readonly start: number;
}

/** From where a search goes on. Throws 422 where its cursor is of another. */
export function searchPosition(search: Search, store: SearchedStore): SearchPosition {
  const { cursor } = search;
  const start = { rank: 0, asOfMs: Date.now() };
  return cursor === undefined ? start : { ...start, ...JSON.parse(decodeCursor(cursor, listOf(search, store))) };
}

/** The cursor of a position; null where nothing comes after it. */
export function cursorOf(position: SearchPosition | undefined, search: Search, store: SearchedStore): string | null {
  return position ? encodeCursor(JSON.stringify(position), listOf(search, store)) : null;
}

/** What a search finds, in its order. */
function listOf({ cursor: _cursor, ...search }: Search, { bucket, index }: SearchedStore) {
  const fields = Object.entries(search).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { bucket: bucket.name, of: [index.arn, JSON.stringify(fields)], request: "the same search" };
}
