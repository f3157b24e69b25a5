import { rankHybrid } from "../../embedding/ranking/rank-hybrid";
import { maxRerankedTexts, rerankerInput } from "../../embedding/ranking/rerankers";
import type { SearchMode } from "../../embedding/ranking/search-mode";
import { candidateCounts } from "../../functions/routes/search/mode";
import { localRelevances } from "../../local/bedrock/rerank";
import type { CollectionText } from "./finder-by-vectors";

/** How a search orders what the vectors found, best first. */
export interface SearchOrder {
  readonly order: (query: string, found: readonly CollectionText[]) => readonly CollectionText[];
  /** How many of the texts it reads from the index. */
  readonly texts: number;
}

/** The modes, and what the stand-in for a reranker makes of the one that is the default. */
export const orders: Readonly<Record<SearchMode | "hybrid, rerank by the stand-in", SearchOrder>> = {
  vector: { order: (_, found) => found, texts: 0 },
  hybrid: { order: hybrid, texts: candidateCounts.default },
  "hybrid, rerank by the stand-in": { order: reranked, texts: candidateCounts.default },
};

function hybrid(query: string, found: readonly CollectionText[]): readonly CollectionText[] {
  return rankHybrid(query, found.slice(0, candidateCounts.default));
}

/** A search has no more results than are reranked. */
function reranked(query: string, found: readonly CollectionText[]): readonly CollectionText[] {
  const candidates = hybrid(query, found).slice(0, maxRerankedTexts);
  const input = rerankerInput(
    query,
    candidates.map(({ text }) => text),
  );
  const relevances = localRelevances(input.query, input.texts);
  return candidates
    .map((candidate, place) => ({ ...candidate, relevance: relevances[place] ?? 0 }))
    .toSorted((one, other) => other.relevance - one.relevance);
}
