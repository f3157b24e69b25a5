import * as z from "zod";
import { wordsOf } from "../model/words";
import { malformedInput } from "./bedrock-error";
import type { LocalAnswer, LocalModel } from "./local-model";
import { schemaViolations } from "./schema-violations";

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Rerank.html */
const maxDocuments = 1_000;

const amazonRequest = z.strictObject({
  query: z.string().min(1),
  documents: z.array(z.string().min(1)).min(1).max(maxDocuments),
  top_n: z.int().min(1).optional(),
});
/** https://docs.cohere.com/v2/reference/rerank */
const cohereRequest = z.strictObject({
  ...amazonRequest.shape,
  api_version: z.int().min(2),
  max_tokens_per_doc: z.int().min(1).optional(),
});

/**
 * The rerankers, by a rule in place of the models: the relevance of a document is the share of the query's words, each
 * counted once and whatever their case and accents, that the document has. Equal ones stay in their order.
 */
export const localRerankers = {
  "amazon.rerank-v1:0": { profiles: [], invoke: async (body) => answerTo(amazonRequest, body) },
  "cohere.rerank-v3-5:0": { profiles: [], invoke: async (body) => answerTo(cohereRequest, body) },
} as const satisfies Record<string, LocalModel>;

/** How relevant documents are to a query by that rule, from 0 to 1. */
export function localRelevances(query: string, documents: readonly string[]): number[] {
  const asked = new Set(wordsOf(query));
  return documents.map((document) => {
    const words = new Set(wordsOf(document));
    const found = [...asked].filter((word) => words.has(word)).length;
    return asked.size === 0 ? 0 : found / asked.size;
  });
}

function answerTo(request: typeof amazonRequest | typeof cohereRequest, body: unknown): LocalAnswer {
  const { data, error } = request.safeParse(body, { reportInput: true });
  if (error) {
    const violations = schemaViolations(error).map(({ pointer, problem }) => `${pointer}: ${problem}`);
    throw malformedInput(violations.join(""));
  }
  const { query, documents, top_n = documents.length } = data;
  const results = localRelevances(query, documents).map((relevance_score, index) => ({ index, relevance_score }));
  const inputTokens = [query, ...documents].reduce((sum, text) => sum + wordsOf(text).length, 0);
  const ordered = results.toSorted((one, other) => other.relevance_score - one.relevance_score);
  return { body: { results: ordered.slice(0, top_n) }, inputTokens };
}
