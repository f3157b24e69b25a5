import * as z from "zod/mini";
import { EmbeddingError } from "../../../embedding/errors";
import { createsOnlyHeader, retryAfter } from "../../fields/header-fields";
import { toProblem } from "../../http/error-answer";
import type { Operations } from "../../http/operation";
import { bodyErrors } from "../../http/operation-errors";
import { batchRequest } from "./request";
import { type BatchResponse, type BatchResult, batchResponse } from "./response";

const first: BatchResult = {
  index: 0,
  success: true,
  status: 200,
  embedding_id: "doc1",
  embedding: [-0.0231, 0.0418, 0.0027],
  text_length: 11,
  truncated: false,
  input_token_count: 3,
  s3_key: "embeddings/doc1.json",
  indexed: true,
  unchanged: false,
};

const second: BatchResult = {
  index: 1,
  success: false,
  status: 503,
  embedding_id: "doc2",
  problem: toProblem(
    new EmbeddingError("model_unavailable", "The model is not available. Repeat the request."),
    "request-1",
  ),
};

function answer(results: BatchResult[]): BatchResponse {
  const succeeded = results.filter(({ success }) => success).length;
  return {
    results,
    dimension: 1024,
    model: "amazon.titan-embed-text-v2:0",
    input_type: "document",
    succeeded,
    failed: results.length - succeeded,
    not_started: [],
    input_token_count: 3,
    processing_time_ms: 91.7,
  };
}

export const operations: Operations = {
  batch: {
    tag: "Embeddings",
    summary: "Embed up to 100 texts and, where asked, store the results",
    description:
      "One item's failure leaves the others alone: its result holds the problem that it would have been answered with by itself.",
    parameters: { header: createsOnlyHeader("the item fails with 412") },
    request: {
      schema: batchRequest,
      example: {
        items: [
          { text: "Hello world", embedding_id: "doc1", metadata: { language: "en" } },
          { text: "Bonjour le monde", embedding_id: "doc2", metadata: { language: "fr" } },
        ],
        store_in_s3: true,
      },
    },
    responses: {
      200: { description: "All items succeeded", schema: batchResponse, example: answer([first]) },
      207: {
        description: "Some items failed or were not started",
        schema: batchResponse,
        example: answer([first, second]),
        headers: { "retry-after": z.optional(retryAfter) },
      },
    },
    errors: [...bodyErrors, "model_not_found", "index_mismatch", "internal_error"],
    fieldErrors: ["index_mismatch"],
  },
};
