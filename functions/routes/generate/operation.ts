import * as z from "zod/mini";
import { createsOnlyHeader, etag } from "../../fields/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, modelErrors, storingErrors } from "../../http/operation-errors";
import { generateRequest } from "./request";
import { type GenerateResponse, generateResponse } from "./response";

const example: GenerateResponse = {
  embedding: [-0.0231, 0.0418, 0.0027],
  dimension: 1024,
  model: "amazon.titan-embed-text-v2:0",
  input_type: "document",
  text_length: 11,
  truncated: false,
  input_token_count: 3,
  processing_time_ms: 84.2,
  stored_in_s3: true,
  s3_key: "embeddings/doc1.json",
  indexed: true,
  unchanged: false,
};

export const operations: Operations = {
  generate: {
    tag: "Embeddings",
    summary: "Embed a text and, where asked, store the result",
    parameters: { header: createsOnlyHeader("412") },
    request: {
      schema: generateRequest,
      example: { text: "Hello world", store_in_s3: true, embedding_id: "doc1" },
    },
    responses: {
      200: { description: "The embedding", schema: generateResponse, headers: { etag: z.optional(etag) }, example },
    },
    errors: [...bodyErrors, "model_not_found", ...modelErrors, ...storingErrors, "internal_error"],
    fieldErrors: ["index_mismatch"],
  },
};
