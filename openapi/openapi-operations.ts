import * as z from "zod";
import type { ZodOpenApiParameters } from "zod-openapi";
import { embeddingPath } from "../embedding/embedding-id";
import type { ErrorCode } from "../embedding/errors";
import { batchRequest } from "../functions/routes/batch/request";
import { batchResponse } from "../functions/routes/batch/response";
import { deleteResponse } from "../functions/routes/delete/response";
import { generateRequest } from "../functions/routes/generate/request";
import { generateResponse } from "../functions/routes/generate/response";
import { healthResponse } from "../functions/routes/health/response";
import { listQuery } from "../functions/routes/list/request";
import { listResponse } from "../functions/routes/list/response";
import { openaiRequest } from "../functions/routes/openai-embeddings/request";
import { openaiResponse } from "../functions/routes/openai-embeddings/response";
import { storedEmbedding } from "../functions/routes/retrieve/response";
import { searchRequest } from "../functions/routes/search/request";
import { searchResponse } from "../functions/routes/search/response";
import { storeRequest } from "../functions/routes/store/request";
import { storeResponse } from "../functions/routes/store/response";
import { type ErrorForm, retryAfter } from "./openapi-errors";

/** What the OpenAPI document says of one route, beside what it says of all. */
export interface Operation {
  readonly tag: "Embeddings" | "OpenAI" | "Health" | "Description";
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: ZodOpenApiParameters;
  readonly request?: RequestBody;
  /** What it answers where it does not fail, by status. */
  readonly responses: Readonly<Record<number, Answer>>;
  /** What it answers where it fails. */
  readonly errors: readonly ErrorCode[];
  /**
   * The form of these errors.
   * @default problem
   */
  readonly errorForm?: ErrorForm;
}

/** One answer. */
export interface Answer {
  readonly description: string;
  /** @default application/json */
  readonly contentType?: string;
  /** @default no body */
  readonly schema?: z.core.$ZodType;
  /**
   * Beside those of every answer.
   * @default {}
   */
  readonly headers?: Readonly<Record<string, z.core.$ZodType>>;
}

/** A request body as JSON. */
export interface RequestBody {
  readonly schema: z.core.$ZodType;
  /** A request that succeeds as it is. */
  readonly example: unknown;
}

const bodyErrors = ["malformed_body", "unsupported_media_type", "invalid_request"] as const;
const modelErrors = [
  "text_too_long",
  "model_output_invalid",
  "model_failed",
  "model_unavailable",
  "model_access_denied",
  "model_timeout",
] as const;
const storageErrors = ["storage_unavailable", "storage_timeout"] as const;
const indexErrors = ["index_unavailable", "index_timeout"] as const;
const storingErrors = ["embedding_exists", ...storageErrors, "index_mismatch", ...indexErrors] as const;

/** The header of a request that stores. */
const createsOnly = (otherwise: string) =>
  z.object({
    "If-None-Match": z
      // No literal: openapi-python-client leaves out operations with a constant header.
      .string()
      .regex(/^\*$/)
      .optional()
      .meta({ description: `\`*\` stores only where nothing is stored under the id yet; ${otherwise} otherwise` }),
  });

const etag = {
  etag: z.string().meta({
    description: "Names this state of the object; send it as If-None-Match",
    header: { id: "ETag" },
  }),
};

/** Every route's operation by the route's name. */
export const operations: Readonly<Record<string, Operation>> = {
  generate: {
    tag: "Embeddings",
    summary: "Embed a text and, where asked, store the result",
    parameters: { header: createsOnly("412") },
    request: {
      schema: generateRequest,
      example: { text: "Hello world", store_in_s3: true, embedding_id: "doc1" },
    },
    responses: { 200: { description: "The embedding", schema: generateResponse } },
    errors: [...bodyErrors, ...modelErrors, ...storingErrors, "internal_error"],
  },
  batch: {
    tag: "Embeddings",
    summary: "Embed up to 100 texts and, where asked, store the results",
    description:
      "One item's failure leaves the others alone: its result holds the problem that it would have been answered with by itself.",
    parameters: { header: createsOnly("the item fails with 412") },
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
        headers: { "retry-after": retryAfter.optional() },
      },
    },
    errors: [...bodyErrors, "index_mismatch", "internal_error"],
  },
  store: {
    tag: "Embeddings",
    summary: "Store a vector that was computed elsewhere",
    parameters: { header: createsOnly("412") },
    request: {
      schema: storeRequest,
      example: { embedding_id: "doc3", text: "Hello world", embedding: [1, ...Array<number>(1_023).fill(0)] },
    },
    responses: { 200: { description: "The embedding is stored", schema: storeResponse } },
    errors: [...bodyErrors, ...storingErrors, "internal_error"],
  },
  retrieve: {
    tag: "Embeddings",
    summary: "Get a stored embedding",
    parameters: {
      path: embeddingPath,
      header: z.object({
        "If-None-Match": z
          .string()
          .optional()
          .meta({ description: "The etag of an earlier answer: 304 where it still is the object's" }),
      }),
    },
    responses: {
      200: { description: "The stored object as it is", schema: storedEmbedding, headers: etag },
      304: { description: "The object is the one that If-None-Match names", headers: etag },
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
  delete: {
    tag: "Embeddings",
    summary: "Delete a stored embedding",
    parameters: { path: embeddingPath },
    responses: { 200: { description: "The embedding was deleted", schema: deleteResponse } },
    errors: ["invalid_request", "embedding_not_found", ...storageErrors, ...indexErrors, "internal_error"],
  },
  list: {
    tag: "Embeddings",
    summary: "List the stored embeddings, page by page",
    parameters: { query: listQuery },
    responses: { 200: { description: "A page of the list", schema: listResponse } },
    errors: ["invalid_request", ...storageErrors, "internal_error"],
  },
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
      ...modelErrors,
      "stored_document_invalid",
      "response_too_large",
      ...storageErrors,
      "index_mismatch",
      ...indexErrors,
      "internal_error",
    ],
  },
  "openai-embeddings": {
    tag: "OpenAI",
    summary: "Embed texts by OpenAI's interface",
    request: {
      schema: openaiRequest,
      example: { input: ["Hello world", "Bonjour le monde"], model: "text-embedding-3-small", dimensions: 256 },
    },
    responses: { 200: { description: "The embeddings, in the order of the input", schema: openaiResponse } },
    errors: [
      ...bodyErrors,
      ...modelErrors,
      "response_too_large",
      "model_not_found",
      "too_many_inputs",
      "internal_error",
    ],
    errorForm: "openai",
  },
  health: {
    tag: "Health",
    summary: "Ask whether the API answers",
    responses: { 200: { description: "It does", schema: healthResponse } },
    errors: [],
  },
  openapi: {
    tag: "Description",
    summary: "Get this document",
    description: "Deployed where the description is public.",
    responses: {
      200: {
        description: "This document",
        schema: z.looseObject({ openapi: z.literal("3.1.0"), info: z.looseObject({}), paths: z.looseObject({}) }),
      },
    },
    errors: [],
  },
  docs: {
    tag: "Description",
    summary: "Get this document as a page to try the API from",
    description: "Deployed where the description is public.",
    responses: { 200: { description: "The page", contentType: "text/html", schema: z.string() } },
    errors: [],
  },
};
