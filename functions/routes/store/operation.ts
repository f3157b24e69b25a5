import { createsOnlyHeader } from "../../http/header-fields";
import type { Operations } from "../../http/operation";
import { bodyErrors, storingErrors } from "../../http/operation-errors";
import { storeRequest } from "./request";
import { type StoreResponse, storeResponse } from "./response";

const example: StoreResponse = {
  success: true,
  s3_key: "embeddings/doc3.json",
  bucket: "embeddings-service-vector-embeddings",
  indexed: true,
  unchanged: false,
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
    responses: { 200: { description: "The embedding is stored", schema: storeResponse, example } },
    errors: [...bodyErrors, ...storingErrors, "internal_error"],
  },
};
