import { fromVectorMetadata, type VectorMetadata } from "../../../embedding/index/carried-metadata";
import { rankHybrid } from "../../../embedding/ranking/rank-hybrid";
import type { SearchMode } from "../../../embedding/ranking/search-mode";
import type { Vector } from "../../../embedding/vector";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { queryIndex } from "../../storage/query-index";
import { candidateCounts } from "./mode";
import type { SearchRequest } from "./request";

/** A search whose mode is chosen. */
export type Search = Omit<SearchRequest, "model" | "mode"> & { readonly mode: SearchMode };

/** What a search found in the index. */
export interface SearchMatch {
  readonly id: string;
  readonly score: number;
  /** What the score is made of, where it is of several. */
  readonly scores: { readonly vector_score?: number; readonly text_score?: number };
  /** The cosine distance. */
  readonly distance: number;
  /** Undefined where the index has it not. */
  readonly text: string | undefined;
  readonly metadata: VectorMetadata;
}

/** What is searched for in an index. */
type SearchedFor = Omit<Search, "embedding" | "embedding_id" | "truncate"> & {
  readonly text: string;
  readonly vector: Vector;
};

/** The best matches of a search, best first. Throws what asking the index throws. */
export async function findMatches(
  { mode, text, vector, candidates, top_k, filter, include, min_score }: SearchedFor,
  index: Index,
  context: CallContext,
): Promise<SearchMatch[]> {
  const isHybrid = mode === "hybrid";
  const found = await queryIndex(
    {
      vector,
      topK: isHybrid ? (candidates ?? Math.max(candidateCounts.default, top_k)) : top_k,
      filter,
      returnMetadata: isHybrid || include.includes("text") || include.includes("metadata"),
      minScore: min_score,
    },
    index,
    context,
  );
  const matches = found.map((match) => ({ ...match, scores: {}, ...fromVectorMetadata(match.metadata) }));
  if (!isHybrid) return matches;
  return rankHybrid(text, matches)
    .slice(0, top_k)
    .map(({ textScore, ...match }) => ({
      ...match,
      scores: {
        vector_score: 1 - match.distance,
        ...(textScore === undefined ? {} : { text_score: textScore }),
      },
    }));
}
