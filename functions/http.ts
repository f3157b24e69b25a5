import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod";
import { ApiError, type FieldProblem, toApiError } from "./errors";

/** A Lambda handler behind an HTTP API (payload format 2.0). */
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A request as a route's code sees it. */
export interface HttpRequest {
  readonly event: APIGatewayProxyEventV2;
  /** Aborts shortly before Lambda would end the function, so that a deadline is still answered. */
  readonly signal: AbortSignal;
}

/** What is left of Lambda's timeout for answering once the deadline has passed, in milliseconds. */
const answerTimeMs = 500;

/** A handler that answers 200 with the JSON text that `handle` returns, or the problem that it throws. */
export function httpHandler(handle: (request: HttpRequest) => Promise<string>): HttpHandler {
  return async (event, context) => {
    const requestId = context.awsRequestId;
    const respond = (statusCode: number, contentType: string, body: string, headers: Record<string, string> = {}) => ({
      statusCode,
      headers: { "content-type": contentType, "x-request-id": requestId, ...headers },
      body,
    });
    try {
      const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - answerTimeMs));
      return respond(200, "application/json", await handle({ event, signal }));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.status >= 500) logFailure(requestId, error);
      return respond(
        error.status,
        "application/problem+json",
        JSON.stringify(error.toProblem(requestId)),
        error.headers,
      );
    }
  };
}

/** The JSON body of a request, validated. Throws 400, 415 or 422. */
export function jsonBody<T extends z.ZodType>(event: APIGatewayProxyEventV2, schema: T): z.output<T> {
  const contentType = event.headers["content-type"];
  if (contentType?.split(";", 1)[0]?.trim().toLowerCase() !== "application/json") {
    throw new ApiError(
      "unsupported_media_type",
      `The content type is ${contentType ?? "missing"}: send the header "Content-Type: application/json".`,
    );
  }
  return validate(schema, parseJson(event));
}

/** `value` as the schema's output. Throws 422 naming each invalid field. */
export function validate<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(fieldProblem);
  throw new ApiError(
    "invalid_request",
    `The request is invalid: ${errors.map(({ field, message }) => (field ? `${field} ${message}` : message)).join("; ")}.`,
    { errors },
  );
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const field = issue.path.join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return { field, message: `has unknown fields: ${issue.keys.slice(0, 10).map(abbreviate).join(", ")}` };
    case "invalid_type":
      return field ? { field, message: issue.message } : { field, message: "the body must be a JSON object" };
    default:
      return { field, message: issue.message };
  }
}

function abbreviate(key: string): string {
  return JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key);
}

function parseJson(event: APIGatewayProxyEventV2): unknown {
  if (!event.body) throw new ApiError("malformed_body", "The body is empty: send a JSON object.");
  try {
    return JSON.parse(event.isBase64Encoded ? decodeBase64(event.body) : event.body);
  } catch (error) {
    throw new ApiError("malformed_body", "The body is not valid JSON.", { cause: error });
  }
}

function decodeBase64(body: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64"));
}

function logFailure(requestId: string, error: ApiError): void {
  const cause = error.cause instanceof Error ? error.cause : undefined;
  console.error(
    JSON.stringify({
      level: "error",
      request_id: requestId,
      status: error.status,
      code: error.code,
      cause: cause ? { name: cause.name, message: cause.message, stack: cause.stack } : error.cause,
    }),
  );
}
