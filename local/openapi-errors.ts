import { STATUS_CODES } from "node:http";
import * as z from "zod";
import type { oas31, ZodOpenApiResponseObject } from "zod-openapi";
import { ApiError, type ProblemCode, statuses } from "../functions/errors";
import { openaiStatus, toOpenaiError } from "../functions/openai-errors";
import type { OpenaiError } from "../functions/schemas/responses/openai";
import type { Problem } from "../functions/schemas/responses/problem";

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

/** What an example says, and of which request. */
const detail = "What is wrong and how to correct it.";
const exampleRequestId = "93c0d78d-fa57-4499-ac3c-2c45d863f939";

const forms = {
  problem: {
    contentType: "application/problem+json",
    component: "Problem",
    status: (code) => statuses[code],
    properties: (status, codes) => ({ status: { const: status }, code: { enum: codes } }),
    example: (code) => new ApiError(code, detail).toProblem(exampleRequestId),
  },
  openai: {
    contentType: "application/json",
    component: "OpenAIError",
    status: (code) => openaiStatus(statuses[code]),
    properties: (_status, codes) => ({ error: { type: "object", properties: { code: { enum: codes } } } }),
    example: (code) => toOpenaiError(new ApiError(code, detail), exampleRequestId),
  },
} satisfies Record<string, Form>;

/** The header of every answer. */
export const requestId = z.string().meta({
  description: "Names the request in the function's log",
  header: { id: "RequestId" },
});

/** The header of every 503. */
export const retryAfter = z
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
