import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, modelErrors, storageErrors } from "../../http/operation-errors";
import { searchRequest } from "./request";
import { searchResponse } from "./response";

export const operations: Operations = {
  search: {
    tag: "Embeddings",
    summary: "Find the stored embeddings that are most similar to a text, a vector or one of them",
    description: "Deployed where there is a vector index.",
    request: {
      schema: searchRequest,
      example: { text: "Hello world", top_k: 3, include: ["text", "metadata"] },
    },
    responses: { 200: { description: "The most similar embeddings, best first", schema: searchResponse } },
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
