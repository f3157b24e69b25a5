import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, modelErrors, storageErrors } from "../../http/operation-errors";
import { searchRequest } from "./request";
import { type SearchResponse, searchResponse } from "./response";

const example: SearchResponse = {
  results: [
    {
      id: "doc1",
      score: 1,
      vector_score: 0.9413,
      text_score: 1.2021,
      distance: 0.0587,
      text: "Hello world",
      metadata: { language: "en" },
    },
    {
      id: "doc2",
      score: 0.4919,
      vector_score: 0.5127,
      text_score: 0,
      distance: 0.4873,
      text: "Bonjour le monde",
      metadata: { language: "fr" },
    },
  ],
  next_cursor: null,
  mode: "hybrid",
  model: "amazon.titan-embed-text-v2:0",
  truncated: false,
  input_token_count: 3,
  processing_time_ms: 96.4,
};

export const operations: Operations = {
  search: {
    tag: "Embeddings",
    summary: "Find the stored embeddings that are most similar to a text, a vector or one of them",
    description: "Deployed where there is a vector index.",
    request: {
      schema: searchRequest,
      example: { text: "Hello world", top_k: 3, include: ["text", "metadata"] },
    },
    responses: { 200: { description: "The most similar embeddings, best first", schema: searchResponse, example } },
    errors: [
      ...bodyErrors,
      "embedding_not_found",
      "model_not_found",
      ...modelErrors,
      "stored_document_invalid",
      "response_too_large",
      ...storageErrors,
      "index_mismatch",
      ...indexErrors,
      "internal_error",
    ],
    fieldErrors: ["index_mismatch"],
  },
};
