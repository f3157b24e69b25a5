import { embeddingPath } from "../../../embedding/embedding-id";
import { createsOnlyHeader, etag, expectedStateHeader } from "../../http/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, storageErrors, storingErrors } from "../../http/operation-errors";
import { storeRequest } from "./request";
import { storeResponse } from "./response";
import { updateRequest } from "./update-request";
import { updateResponse } from "./update-response";

export const operations: Operations = {
  store: {
    tag: "Embeddings",
    summary: "Store a vector that was computed elsewhere",
    parameters: { header: createsOnlyHeader("412") },
    request: {
      schema: storeRequest,
      example: { embedding_id: "doc3", text: "Hello world", embedding: [1, ...Array<number>(1_023).fill(0)] },
    },
    responses: { 200: { description: "The embedding is stored", schema: storeResponse, headers: { etag } } },
    errors: [...bodyErrors, ...storingErrors, "internal_error"],
  },
  update: {
    tag: "Embeddings",
    summary: "Change the metadata of a stored embedding",
    description: "It keeps its text and its vector, and no model is called.",
    parameters: { path: embeddingPath, header: expectedStateHeader },
    request: { schema: updateRequest, example: { metadata: { language: "en", reviewed: true } } },
    responses: { 200: { description: "The embedding is changed", schema: updateResponse, headers: { etag } } },
    errors: [
      ...bodyErrors,
      "embedding_not_found",
      "embedding_changed",
      "stored_document_invalid",
      ...storageErrors,
      "index_mismatch",
      ...indexErrors,
      "internal_error",
    ],
  },
};
