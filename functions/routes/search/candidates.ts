import { fromVectorMetadata, type VectorMetadata } from "../../../embedding/index/carried-metadata";
import { rankHybrid } from "../../../embedding/ranking/rank-hybrid";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { queryIndex } from "../../storage/query-index";
import type { SearchedQuery } from "./query-vectors";
import type { Search } from "./request";

/** What a search found in the index. */
export interface SearchMatch {
  readonly id: string;
  readonly score: number;
  /** What the score is made of, where it is not the similarity. */
  readonly scores: { readonly vector_score?: number; readonly text_score?: number };
  /** What its metadata has for the key that is grouped by, where there is one. */
  readonly group?: VectorMetadata[string] | undefined;
  /** The cosine distance. */
  readonly distance: number;
  /** Undefined where the index has it not. */
  readonly text: string | undefined;
  readonly metadata: VectorMetadata;
}

/** How candidates are found. */
type CandidatesArgs = Pick<Search, "mode" | "filter" | "include" | "min_score" | "group_by"> & {
  /** The most of them. */
  readonly count: number;
};

/** What is most similar to a query, in the order of the mode. Throws what asking the index throws. */
export async function findCandidates(
  { text, vector }: SearchedQuery,
  { mode, filter, include, min_score, group_by, count }: CandidatesArgs,
  index: Index,
  context: CallContext,
): Promise<SearchMatch[]> {
  const isHybrid = mode === "hybrid";
  const isWanted = include.includes("text") || include.includes("metadata");
  const returnMetadata = isHybrid || group_by !== undefined || isWanted;
  const query = { vector, topK: count, filter, returnMetadata, minScore: min_score };
  const found = await queryIndex(query, index, context);
  const candidates = found.map((match) => ({ ...match, scores: {}, ...fromVectorMetadata(match.metadata) }));
  if (!isHybrid) return candidates;
  return rankHybrid(text ?? "", candidates).map(({ textScore, ...candidate }) => ({
    ...candidate,
    scores: {
      vector_score: 1 - candidate.distance,
      ...(textScore === undefined ? {} : { text_score: textScore }),
    },
  }));
}
