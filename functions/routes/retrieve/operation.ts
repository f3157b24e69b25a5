import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import type { EmbeddingDocument } from "../../../embedding/document";
import { embeddingPath } from "../../../embedding/embedding-id";
import { etag } from "../../fields/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, storageErrors } from "../../http/operation-errors";
import { getRequest } from "./get-request";
import { type GetResponse, getResponse } from "./get-response";
import { storedEmbedding } from "./response";

const example: EmbeddingDocument = {
  id: "doc1",
  text: "Hello world",
  embedding: [-0.0231, 0.0418, 0.0027],
  dimension: 1024,
  model: "amazon.titan-embed-text-v2:0",
  input_token_count: 3,
  input_type: "document",
  truncated: false,
  normalized: true,
  content_hash: "vrP2Uvfmii5nm4Tf96jujXUQUqnFwXdbgtgcMZx_B5w",
  metadata: { language: "en" },
  expires_at: "2030-01-31T12:00:00.000Z",
  created_at: "2026-01-31T12:00:00.000Z",
};

const manyExample: GetResponse = {
  embeddings: [
    { id: "doc1", state: "found", text: "Hello world", metadata: { language: "en" } },
    { id: "doc2", state: "not_found" },
  ],
  not_read: [],
};

const headers = { etag };

export const operations: Operations = {
  retrieve: {
    tag: "Embeddings",
    summary: "Get a stored embedding",
    parameters: {
      path: embeddingPath,
      header: z.object({
        "If-None-Match": described(
          z.optional(z.string()),
          "The etag of an earlier answer: 304 where it still is the object's",
        ),
      }),
    },
    responses: {
      200: { description: "The stored object as it is", schema: storedEmbedding, example, headers },
      304: { description: "The object is the one that If-None-Match names", headers },
    },
    errors: [
      "invalid_request",
      "embedding_not_found",
      "response_too_large",
      "stored_document_invalid",
      ...storageErrors,
      "internal_error",
    ],
  },
  "get-many": {
    tag: "Embeddings",
    summary: "Get up to 1,000 stored embeddings at once",
    description:
      "Each id has its result: found, not found, or unreadable with the problem. What the answer has no room or time for is in " +
      "`not_read`.",
    request: { schema: getRequest, example: { ids: ["doc1"], include: ["text", "metadata"] } },
    responses: { 200: { description: "What is stored under the ids", schema: getResponse, example: manyExample } },
    errors: [...bodyErrors, ...storageErrors, "internal_error"],
  },
};
