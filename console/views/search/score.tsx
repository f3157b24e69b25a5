import type { SearchResult } from "../../../functions/routes/search/response";

/** How well a result fits, and what that is made of. */
export function Score({ result }: { readonly result: SearchResult }) {
  const { score, vector_score, text_score } = result;
  return (
    <span class="score" title={scoreWords(result)}>
      {vector_score !== undefined ? (
        <span class="score-parts">
          <span title={similarity}>meaning {vector_score.toFixed(2)}</span>
          {text_score === undefined ? null : <span title="BM25, from 0">words {text_score.toFixed(1)}</span>}
        </span>
      ) : null}
      <span class="score-bar" aria-hidden="true">
        <span style={{ width: `${Math.max(0, Math.min(1, score)) * 100}%` }} />
      </span>
      <span class="visually-hidden">Score </span>
      {score.toFixed(3)}
    </span>
  );
}

function scoreWords({ vector_score, rerank_score }: SearchResult): string {
  if (rerank_score !== undefined) return "How well it answers, as the reranker says: from 0 to 1";
  return vector_score === undefined ? similarity : "From 0 to 1: 1 is the first by meaning and by words";
}

const similarity = "Cosine similarity, from -1 to 1";
