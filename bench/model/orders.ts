import { rankHybrid } from "../../embedding/ranking/rank-hybrid";
import { maxRerankedTexts, rerankerInput } from "../../embedding/ranking/rerankers";
import type { SearchMode } from "../../embedding/ranking/search-mode";
import { maxMissed, missedTerms } from "../../functions/routes/search/missed-candidates";
import { candidateCounts } from "../../functions/routes/search/mode";
import { localRelevances } from "../../local/bedrock/rerank";
import type { CollectionText } from "./collection-text";

type Texts = readonly CollectionText[];

/** What a search makes of what the vectors found. */
export interface OrderedTexts {
  /** The best first. */
  readonly ordered: Texts;
  /** What it reads from the index with their texts. */
  readonly read: Texts;
  /** How often it asks the index. */
  readonly queries: number;
}

/** How a search orders all texts of a collection, which come with the most similar first. */
export type SearchOrder = (query: string, found: Texts) => OrderedTexts;

/** The modes, and what they are beside others. */
export const orders: Readonly<Record<SearchMode | (string & {}), SearchOrder>> = {
  vector: (_, found) => ({ ordered: found, read: [], queries: 1 }),
  hybrid,
  "hybrid, no rare terms": hybridOf(candidateCounts.default),
  "hybrid, no rare terms, 1,000 candidates": hybridOf(candidateCounts.most),
  "hybrid, rerank by the stand-in": reranked,
};

function hybridOf(candidates: number): SearchOrder {
  return (query, found) => {
    const read = found.slice(0, candidates);
    return { ordered: rankHybrid(query, read), read, queries: 1 };
  };
}

/** Also what a second query finds: what has rare terms of the query that no candidate has. */
function hybrid(query: string, found: Texts): OrderedTexts {
  const candidates = found.slice(0, candidateCounts.default);
  const missed = missedTerms(
    query,
    candidates.map(({ terms }) => terms),
  );
  const having = found.filter(({ terms }) => missed.some((term) => terms.has(term)));
  const read = [...candidates, ...having.slice(0, maxMissed)];
  return { ordered: rankHybrid(query, read), read, queries: missed.length > 0 ? 2 : 1 };
}

/** A search has no more results than are reranked. */
function reranked(query: string, found: Texts): OrderedTexts {
  const { ordered, ...rest } = hybrid(query, found);
  const candidates = ordered.slice(0, maxRerankedTexts);
  const input = rerankerInput(
    query,
    candidates.map(({ text }) => text),
  );
  const relevances = localRelevances(input.query, input.texts);
  const scored = candidates.map((candidate, place) => ({ candidate, relevance: relevances[place] ?? 0 }));
  const best = scored.toSorted((one, other) => other.relevance - one.relevance);
  return { ordered: best.map(({ candidate }) => candidate), ...rest };
}
