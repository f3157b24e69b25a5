import { maxRerankedCharacters, parseRelevance, type Reranker } from "../../embedding/ranking/rerankers";
import { type CalledModel, invoke } from "./bedrock";
import type { CallContext } from "./call-context";

/** A reranker, and how it is called. */
export interface CalledReranker extends CalledModel {
  readonly reranker: Reranker;
}

/** How well each text answers a query, from 0 to 1, by the beginnings of both. Throws an `EmbeddingError`. */
export async function relevances(
  query: string,
  texts: readonly string[],
  model: CalledReranker,
  context: CallContext,
): Promise<number[]> {
  if (texts.length === 0) return [];
  const body = model.reranker.request(
    beginningOf(query, maxRerankedCharacters.query),
    texts.map((text) => beginningOf(text, maxRerankedCharacters.text)),
  );
  const answer = await invoke(model, body, { ...context, modelCalls: context.rerankCalls });
  return parseRelevance(answer.body, texts.length);
}

/** Without half of a surrogate pair at its end. */
function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}
