import { embeddingPath } from "../../../embedding/embedding-id";
import { createsOnlyHeader, etag, expectedStateHeader } from "../../fields/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, storageErrors, storingErrors } from "../../http/operation-errors";
import { storeRequest } from "./request";
import { type StoreResponse, storeResponse } from "./response";
import { updateRequest } from "./update-request";
import { type UpdateResponse, updateResponse } from "./update-response";

const example: StoreResponse = {
  success: true,
  s3_key: "embeddings/doc3.json",
  bucket: "embeddings-service-vector-embeddings",
  indexed: true,
  unchanged: false,
};

const updateExample: UpdateResponse = {
  success: true,
  embedding_id: "doc1",
  s3_key: "embeddings/doc1.json",
  indexed: true,
};

export const operations: Operations = {
  store: {
    tag: "Embeddings",
    summary: "Store a vector that was computed elsewhere",
    parameters: { header: createsOnlyHeader("412") },
    request: {
      schema: storeRequest,
      example: { embedding_id: "doc3", text: "Hello world", embedding: [1, ...Array<number>(1_023).fill(0)] },
    },
    responses: { 200: { description: "The embedding is stored", schema: storeResponse, headers: { etag }, example } },
    errors: [...bodyErrors, ...storingErrors, "internal_error"],
  },
  update: {
    tag: "Embeddings",
    summary: "Change the metadata of a stored embedding, or when it expires",
    description: "It keeps its text and its vector, and no model is called.",
    parameters: { path: embeddingPath, header: expectedStateHeader },
    request: { schema: updateRequest, example: { metadata: { language: "en", reviewed: true } } },
    responses: {
      200: {
        description: "The embedding is changed",
        schema: updateResponse,
        headers: { etag },
        example: updateExample,
      },
    },
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
