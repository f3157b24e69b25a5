import * as z from "zod/mini";
import { createsOnlyHeader, retryAfter } from "../../http/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors } from "../../http/operation-errors";
import { batchRequest } from "./request";
import { batchResponse } from "./response";

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
      200: { description: "All items succeeded", schema: batchResponse },
      207: {
        description: "Some items failed or were not started",
        schema: batchResponse,
        headers: { "retry-after": z.optional(retryAfter) },
      },
    },
    errors: [...bodyErrors, "model_not_found", "index_mismatch", "internal_error"],
    fieldErrors: ["index_mismatch"],
  },
};
