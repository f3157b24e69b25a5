import type { Truncation } from "../../../embedding/models/model";
import type { Problems } from "../../fields/check-together";
import { candidatesOfOrdering, hasWords, type Ordering, ordersCandidates } from "./mode";
import { rerankingOf } from "./rerank-field";

/** What to search for, of which a request has one, and how the document names such a request. */
export const queryForms = {
  text: "SearchByText",
  queries: "SearchByTexts",
  embedding: "SearchByEmbedding",
  embedding_id: "SearchById",
} as const;
export const queryNames = Object.keys(queryForms) as (keyof typeof queryForms)[];

/** The fields of a search that say something only together. */
type SearchFields = Ordering & {
  readonly embedding?: unknown;
  readonly embedding_id?: unknown;
  readonly truncate: Truncation;
  readonly highlight?: boolean | undefined;
  readonly rerank?: Parameters<typeof rerankingOf>[0];
  readonly group_size?: number | undefined;
  readonly top_k: number;
};

/** What is wrong with the fields of a search beside each other, if anything, whatever the service's own mode is. */
export function searchProblems(request: SearchFields): Problems {
  return {
    ...queryProblems(request),
    ...(hasWords(request) ? {} : wordProblems(request)),
    ...rerankProblems(request),
    ...orderingProblems(request),
  };
}

/** What is wrong with what to search for, if anything. */
function queryProblems(request: SearchFields): Problems {
  const [first, second] = queryNames.filter((field) => request[field] !== undefined);
  if (!first) return { text: "or one of queries, embedding, embedding_id is required" };
  return second ? { [second]: `must be the only one of ${queryNames.join(", ")}` } : {};
}

/** What a request without words asks of them, if anything. */
function wordProblems({ truncate, mode, highlight }: SearchFields): Problems {
  return {
    ...(truncate === "none" ? {} : { truncate: "needs text or queries, without which nothing is embedded" }),
    ...(mode === "hybrid" ? { mode: "needs text or queries, whose words it orders by" } : {}),
    ...(highlight ? { highlight: "needs text or queries, whose words it finds" } : {}),
  };
}

/** What is wrong with what a reranker is asked for, if anything. */
function rerankProblems({ text, rerank, top_k }: SearchFields): Problems {
  const reranking = rerankingOf(rerank);
  if (!reranking) return {};
  if (text === undefined) return { rerank: "needs text, with which the reranker compares" };
  return reranking.candidates < top_k
    ? { rerank: `orders ${reranking.candidates} candidates, which must be at least top_k: only candidates are results` }
    : {};
}

/** What is wrong with the mode and its candidates, if anything. */
function orderingProblems(request: SearchFields): Problems {
  const { mode, candidates, top_k } = request;
  if (request.group_size !== undefined && request.group_by === undefined) {
    return { group_size: "needs group_by, by which there are groups" };
  }
  if (candidates === undefined) return {};
  // A text's own mode may be the service's.
  const possible = mode ?? (hasWords(request) ? "hybrid" : "vector");
  if (!ordersCandidates(request, possible)) return { candidates: candidatesOfOrdering };
  return candidates < top_k ? { candidates: "must be at least top_k: only candidates are results" } : {};
}
