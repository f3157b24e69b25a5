import { parseRelevance, type Reranker, rerankerInput } from "../../embedding/ranking/rerankers";
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
  const input = rerankerInput(query, texts);
  const body = model.reranker.request(input.query, input.texts);
  const answer = await invoke(model, body, { ...context, modelCalls: context.rerankCalls });
  return parseRelevance(answer.body, texts.length);
}
