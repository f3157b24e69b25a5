import * as z from "zod/mini";
import { invalidOutput, parseBody, textOf } from "../models/model-output";

/** A model that says how well texts answer a query. */
export interface Reranker {
  /** The body of an InvokeModel. */
  readonly request: (query: string, documents: readonly string[]) => object;
  /** Whether the account must subscribe to it in AWS Marketplace. */
  readonly needsSubscription: boolean;
  /** USD per million requests of up to 100 texts each: https://aws.amazon.com/bedrock/pricing/ */
  readonly pricePerMillionRequests: number;
  /** Where Bedrock has it: https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html */
  readonly regions: readonly string[];
}

const regions = ["ap-northeast-1", "ca-central-1", "eu-central-1", "us-west-2"] as const;

/** Every supported reranker by its Bedrock model id. */
export const rerankers = {
  "amazon.rerank-v1:0": {
    request: (query, documents) => ({ query, documents }),
    needsSubscription: false,
    pricePerMillionRequests: 1_000,
    regions,
  },
  "cohere.rerank-v3-5:0": {
    request: (query, documents) => ({ query, documents, api_version: 2 }),
    needsSubscription: true,
    pricePerMillionRequests: 2_000,
    regions: [...regions, "us-east-1"],
  },
} as const satisfies Record<string, Reranker>;

export type RerankerId = keyof typeof rerankers;

export const rerankerIds = Object.keys(rerankers) as RerankerId[];

/** What a million requests of a reranker cost, in US dollars; undefined for one that nobody knows. */
export function pricePerMillionRequests(id: string): number | undefined {
  const known = rerankerIds.find((one) => one === id);
  return known && rerankers[known].pricePerMillionRequests;
}

/** The most texts of a request at the price of one. */
export const maxRerankedTexts = 100;

/**
 * How much of a query and of each text a reranker reads, in characters: together some 500 tokens of English, of which a
 * request has at most 512 for each text at the price of one. https://aws.amazon.com/bedrock/pricing/
 */
const maxRerankedCharacters = { query: 500, text: 1_500 } as const;

/** What a reranker reads of a query and of texts. */
export function rerankerInput(query: string, texts: readonly string[]) {
  return {
    query: beginningOf(query, maxRerankedCharacters.query),
    texts: texts.map((text) => beginningOf(text, maxRerankedCharacters.text)),
  };
}

/** Without half of a surrogate pair at its end. */
function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}

const output = z.object({
  results: z.array(z.object({ index: z.int().check(z.minimum(0)), relevance_score: z.number() })),
});

/** How well each of so many texts answers the query, from 0 to 1, as a reranker says. Throws `model_output_invalid`. */
export function parseRelevance(body: Uint8Array, texts: number): number[] {
  const { results } = parseBody(output, textOf(body));
  const scores = new Map(results.map(({ index, relevance_score }) => [index, relevance_score]));
  return Array.from({ length: texts }, (_, index) => {
    const score = scores.get(index);
    if (score === undefined) throw invalidOutput(`no score of the text ${index}`);
    return score;
  });
}
