import { STATUS_CODES } from "node:http";
import * as z from "zod";
import type { oas31, ZodOpenApiResponseObject } from "zod-openapi";
import { ApiError, type ProblemCode, statuses } from "../functions/errors";
import type { OpenaiError } from "../functions/schemas/openai";
import type { Problem } from "../functions/schemas/problem";

/** How a route answers errors. */
export type ErrorForm = keyof typeof forms;

interface Form {
  readonly contentType: string;
  /** The component that all its errors are. */
  readonly component: string;
  readonly status: (code: ProblemCode) => number;
  /** What is known of the component where the error has this status and one of these codes. */
  readonly properties: (status: number, codes: ProblemCode[]) => Record<string, oas31.SchemaObject>;
  readonly example: (code: ProblemCode) => Problem | OpenaiError;
}

/** The detail of an example. */
const detail = "What is wrong and how to correct it.";

const forms = {
  problem: {
    contentType: "application/problem+json",
    component: "Problem",
    status: (code) => statuses[code],
    properties: (status, codes) => ({ status: { const: status }, code: { enum: codes } }),
    example: (code) => new ApiError(code, detail).toProblem("93c0d78d-fa57-4499-ac3c-2c45d863f939"),
  },
  openai: {
    contentType: "application/json",
    component: "OpenAIError",
    // OpenAI has 400 for what is 422 on the other routes.
    status: (code) => (statuses[code] === 422 ? 400 : statuses[code]),
    properties: (_status, codes) => ({ error: { type: "object", properties: { code: { enum: codes } } } }),
    example: (code) => ({
      error: {
        message: detail,
        type: statuses[code] < 500 ? "invalid_request_error" : "server_error",
        param: null,
        code,
      },
    }),
  },
} satisfies Record<string, Form>;

/** The header of every answer. */
export const requestId = z.string().meta({
  description: "Names the request in the function's log",
  header: { id: "RequestId" },
});

/** The header of every 503. */
const retryAfter = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: "After how many seconds to repeat the request", header: { id: "RetryAfter" } });

/** The answers to these errors by status. */
export function errorResponses(
  errors: readonly ProblemCode[],
  form: ErrorForm,
): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Map.groupBy(errors, forms[form].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, errorResponse(status, codes, form)]));
}

/** The responses by id, under which the document holds each once. */
const responses = new Map<string, ZodOpenApiResponseObject>();

function errorResponse(status: number, codes: ProblemCode[], form: ErrorForm): ZodOpenApiResponseObject {
  const { contentType, component, properties, example } = forms[form];
  const id = `${component}${status}-${codes.join("-")}`;
  const response = responses.get(id) ?? {
    id,
    description: `${STATUS_CODES[status]}: ${codes.map((code) => `\`${code}\``).join(", ")}`,
    headers: z.object({ "x-request-id": requestId, ...(status === 503 ? { "retry-after": retryAfter } : {}) }),
    content: {
      [contentType]: {
        schema: {
          allOf: [
            { $ref: `#/components/schemas/${component}` },
            { type: "object", properties: properties(status, codes) },
          ],
        },
        example: example(codes[0] as ProblemCode),
      },
    },
  };
  responses.set(id, response);
  return response;
}
