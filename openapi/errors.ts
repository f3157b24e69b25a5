import { STATUS_CODES } from "node:http";
import * as z from "zod";
import type { oas31, ZodOpenApiResponseObject } from "zod-openapi";
import { EmbeddingError, type ErrorCode } from "../embedding/errors";
import { acceptEncoding, retryAfter } from "../functions/fields/header-fields";
import { fieldStatuses, statuses, toProblem } from "../functions/http/error-answer";
import type { ErrorForm, Operation } from "../functions/http/operation";
import { problem } from "../functions/http/problem";
import { type GatewayStatus, gatewayErrors } from "./gateway-errors";

const exampleRequestId = "93c0d78d-fa57-4499-ac3c-2c45d863f939";

/** The form of errors in which an operation answers that has no other. */
export const problemForm: ErrorForm = {
  contentType: "application/problem+json",
  schema: problem,
  status: (code) => statuses[code],
  properties: (status, codes) => ({ status: { const: status }, code: { enum: codes } }),
  example: toProblem,
};

/** What the errors of these operations are, by the names of their components. */
export function errorSchemas(operations: readonly Operation[]): Record<string, z.core.$ZodType> {
  const forms = [problemForm, ...operations.flatMap(({ errorForm }) => errorForm ?? [])];
  return Object.fromEntries(forms.map(({ schema }) => [componentName(schema), schema]));
}

/** The header of every answer of a function. */
export const requestId = z.string().meta({
  description: "Names the request in the function's log",
  header: { id: "RequestId" },
});

/** What a route answers where it fails. */
export interface ErrorsArgs {
  /** By its function. */
  readonly codes: readonly ErrorCode[];
  /** Those of a field of the request, where that has a status of its own. */
  readonly fieldCodes: readonly ErrorCode[];
  readonly form: ErrorForm;
  /** By API Gateway, before the function or in its place. */
  readonly gateway: readonly GatewayStatus[];
}

/** The answers to a route's errors by status. */
export function errorResponses({
  codes,
  fieldCodes,
  form,
  gateway,
}: ErrorsArgs): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Map.groupBy(codes, form.status);
  for (const code of fieldCodes) {
    const status = fieldStatuses[code] ?? form.status(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const answered = [...new Set([...gateway, ...byStatus.keys()])];
  return Object.fromEntries(
    answered.map((status) => {
      const ofFunction = byStatus.get(status);
      const ofGateway = gateway.find((byItself) => byItself === status);
      const answers = [
        ...(ofFunction ? [functionError(status, ofFunction, form)] : []),
        ...(ofGateway ? [gatewayError(ofGateway)] : []),
      ];
      return [status, errorResponse(status, answers)];
    }),
  );
}

/** One of the errors that are answered with a status. */
interface ErrorAnswer {
  readonly id: string;
  readonly description: string;
  readonly contentType: string;
  readonly schema: oas31.SchemaObject;
  readonly example: object;
  readonly headers?: Readonly<Record<string, z.core.$ZodType>>;
}

function functionError(status: number, codes: ErrorCode[], form: ErrorForm): ErrorAnswer {
  const { contentType, schema, properties, example } = form;
  const name = componentName(schema);
  return {
    id: `${name}${status}-${codes.join("-")}`,
    description: codes.map((code) => `\`${code}\``).join(", "),
    contentType,
    schema: component(name, properties(status, codes)),
    example: example(
      new EmbeddingError(codes[0] as ErrorCode, "What is wrong and how to correct it."),
      exampleRequestId,
    ),
    headers: {
      "x-request-id": requestId,
      ...(status === 503 ? { "retry-after": retryAfter } : {}),
      ...(codes.includes("unsupported_content_encoding") ? { "accept-encoding": z.optional(acceptEncoding) } : {}),
    },
  };
}

function gatewayError(status: GatewayStatus): ErrorAnswer {
  const { message, reason } = gatewayErrors[status];
  return {
    id: `GatewayError${status}`,
    description: reason,
    contentType: "application/json",
    schema: component("GatewayError"),
    example: { message },
  };
}

function componentName(schema: z.core.$ZodType): string {
  const { id } = z.globalRegistry.get(schema) ?? {};
  if (!id) throw new Error("The schema of an error form has no id, by which the document would refer to it");
  return id;
}

/** A component and what more is known of it. Clients are generated from the component alone, and so have one type for all its errors. */
function component(name: string, properties?: Readonly<Record<string, object>>): oas31.SchemaObject {
  return {
    $ref: `#/components/schemas/${name}`,
    ...(properties ? { type: "object", properties } : {}),
  } as oas31.SchemaObject;
}

/** The responses by id, under which the document holds each once. */
const responses = new Map<string, ZodOpenApiResponseObject>();

function errorResponse(status: number, answers: readonly ErrorAnswer[]): ZodOpenApiResponseObject {
  const id = answers.map((answer) => answer.id).join("-");
  const schemas = answers.map(({ schema }) => schema);
  // Each type with all that the status may come with: of several types, clients are generated from the first.
  const schema = schemas.length > 1 ? { anyOf: schemas } : (schemas[0] ?? {});
  const headers: Readonly<Record<string, z.core.$ZodType>> = Object.assign(
    {},
    ...answers.map((answer) => answer.headers),
  );
  const content = answers.toReversed().map(({ contentType, example }) => [contentType, { schema, example }]);
  const response = responses.get(id) ?? {
    id,
    description: `${STATUS_CODES[status]}: ${answers.map(({ description }) => description).join("; or ")}`,
    // Those of the function are missing where API Gateway answers.
    headers: answers.length > 1 ? z.object(headers).partial() : z.object(headers),
    content: Object.fromEntries(content),
  };
  responses.set(id, response);
  return response;
}
