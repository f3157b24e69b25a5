import type { ErrorForm, Operations } from "../../http/operation";
import { bodyErrors, modelErrors } from "../../http/operation-errors";
import { openaiStatus, toOpenaiError } from "./errors";
import { openaiRequest } from "./request";
import { openaiError, openaiResponse } from "./response";

/** How the routes of OpenAI's interface describe their errors. */
export const errorForm: ErrorForm = {
  contentType: "application/json",
  schema: openaiError,
  status: openaiStatus,
  properties: (_status, codes) => ({ error: { type: "object", properties: { code: { enum: codes } } } }),
  example: toOpenaiError,
};

export const operations: Operations = {
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
    errorForm,
  },
};
