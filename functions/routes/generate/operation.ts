import * as z from "zod/mini";
import { createsOnlyHeader, etag } from "../../http/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, modelErrors, storingErrors } from "../../http/operation-errors";
import { generateRequest } from "./request";
import { generateResponse } from "./response";

export const operations: Operations = {
  generate: {
    tag: "Embeddings",
    summary: "Embed a text and, where asked, store the result",
    parameters: { header: createsOnlyHeader("412") },
    request: {
      schema: generateRequest,
      example: { text: "Hello world", store_in_s3: true, embedding_id: "doc1" },
    },
    responses: { 200: { description: "The embedding", schema: generateResponse, headers: { etag: z.optional(etag) } } },
    errors: [...bodyErrors, "model_not_found", ...modelErrors, ...storingErrors, "internal_error"],
    fieldErrors: ["index_mismatch"],
  },
};
