import {
  type CarriedContents,
  fromVectorMetadata,
  type VectorMetadata,
} from "../../../embedding/index/carried-metadata";
import { rankHybrid } from "../../../embedding/ranking/rank-hybrid";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { type Match, queryIndex } from "../../storage/query-index";
import type { SearchPosition } from "./cursor";
import { findMissed } from "./missed-candidates";
import type { SearchedQuery } from "./query-vectors";
import type { Search } from "./request";

/** What a search found in the index. */
export interface SearchMatch extends CarriedContents {
  readonly id: string;
  readonly score: number;
  /** What the score is made of, where it is not the similarity. */
  readonly scores: { readonly vector_score?: number; readonly text_score?: number; readonly rerank_score?: number };
  /** What its metadata has for the key that is grouped by, where there is one. */
  readonly group?: VectorMetadata[string] | undefined;
  /** The cosine distance. */
  readonly distance: number;
}

/** What is most similar to a query, in the order of the mode. Throws what asking the index throws. */
export async function findCandidates(
  query: SearchedQuery,
  search: Search & { readonly position: SearchPosition; readonly count: number },
  index: Index,
  context: CallContext,
): Promise<SearchMatch[]> {
  const asked = { ...indexQuery(query, search, search.position), topK: search.count };
  const found = await queryIndex(asked, index, context);
  if (search.mode !== "hybrid") return toMatches(found);
  const { text = "" } = query;
  const missed = await findMissed(text, found, asked, index, context);
  return rankHybrid(text, toMatches([...found, ...missed])).map(({ textScore, ...candidate }) => ({
    ...candidate,
    scores: {
      vector_score: 1 - candidate.distance,
      ...(textScore === undefined ? {} : { text_score: textScore }),
    },
  }));
}

/** What a search asks the index for. */
export function indexQuery(
  { vector }: SearchedQuery,
  { mode, filter, include, min_score, group_by, highlight, rerank }: Search,
  { rank, asOfMs }: SearchPosition,
) {
  const isWanted = highlight || include.some((field) => field !== "embedding");
  const isOrdered = mode === "hybrid" || group_by !== undefined || Boolean(rerank);
  // What a vector carries says whether its embedding has expired since the first page.
  const returnMetadata = isOrdered || isWanted || rank > 0;
  return { vector, filter, asOf: new Date(asOfMs), returnMetadata, minScore: min_score };
}

/** What the index found, with what its vectors carry. */
export function toMatches(found: readonly Match[]): SearchMatch[] {
  return found.map((match) => ({ ...match, scores: {}, ...fromVectorMetadata(match.metadata) }));
}
