import type { ErrorForm, Operations } from "../../http/operation";
import { bodyErrors, modelErrors } from "../../http/operation-errors";
import { openaiStatus, toOpenaiError } from "./errors";
import { openaiRequest } from "./request";
import { type OpenaiResponse, openaiError, openaiResponse } from "./response";

/** How the routes of OpenAI's interface describe their errors. */
export const errorForm: ErrorForm = {
  contentType: "application/json",
  schema: openaiError,
  status: openaiStatus,
  properties: (_status, codes) => ({ error: { type: "object", properties: { code: { enum: codes } } } }),
  example: toOpenaiError,
};

const example: OpenaiResponse = {
  object: "list",
  data: [
    { object: "embedding", index: 0, embedding: [-0.0462, 0.0836, 0.0054] },
    { object: "embedding", index: 1, embedding: [0.0118, -0.0297, 0.0641] },
  ],
  model: "amazon.titan-embed-text-v2:0",
  usage: { prompt_tokens: 7, total_tokens: 7 },
};

export const operations: Operations = {
  "openai-embeddings": {
    tag: "OpenAI",
    summary: "Embed texts by OpenAI's interface",
    request: {
      schema: openaiRequest,
      example: { input: ["Hello world", "Bonjour le monde"], model: "text-embedding-3-small", dimensions: 256 },
    },
    responses: { 200: { description: "The embeddings, in the order of the input", schema: openaiResponse, example } },
    errors: [
      ...bodyErrors,
      ...modelErrors,
      "response_too_large",
      "model_not_found",
      "too_many_inputs",
      "internal_error",
    ],
    errorForm,
  },
};
