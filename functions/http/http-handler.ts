import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { EmbeddingError, toEmbeddingError } from "../../embedding/errors";
import { toJson } from "../../embedding/vector-json";
import { callerOf, requireCurrentKey } from "./caller";
import { errorHeaders, statusOf, toProblem } from "./error-answer";
import { type RequestContext, withRequestContext } from "./request-context";
import { logRequest } from "./request-log";
import { requireNoContent, requireNoQuery } from "./unused-input";

/** A Lambda handler behind an HTTP API (payload format 2.0). */
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What answers a request. */
export type Handle = (event: APIGatewayProxyEventV2, context: RequestContext) => Promise<HttpResponse>;

/** What a route answers. */
export interface HttpResponse {
  /** @default 200 */
  readonly status?: number;
  /** @default application/json */
  readonly contentType?: string;
  /**
   * Beside those of every answer.
   * @default {}
   */
  readonly headers?: Record<string, string>;
  readonly body: string | Buffer;
}

/** Options of {@link httpHandler}. */
export interface HttpHandlerOptions {
  /**
   * What a request may have beside its path and, with POST, a body: a query, which the route checks, or whatever it has.
   * @default nothing: it is refused with 422
   */
  readonly takes?: "query" | "anything";
  /**
   * How the route answers an error.
   * @default a problem document
   */
  readonly renderError?: (error: EmbeddingError, requestId: string) => HttpResponse;
}

/** The largest response of a function, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const maxResponseBytes = 6 * 1024 * 1024;

/** A handler that answers what `handle` returns, or the error that it throws, and logs either. To `HEAD` it says the same without the body. */
export function httpHandler(
  handle: Handle,
  { takes, renderError = problemDocument }: HttpHandlerOptions = {},
): HttpHandler {
  return (event, { awsRequestId, getRemainingTimeInMillis }) =>
    withRequestContext(awsRequestId, getRemainingTimeInMillis(), async (context) => {
      let result: APIGatewayProxyStructuredResultV2;
      let error: EmbeddingError | undefined;
      try {
        requireCurrentKey(event);
        if (takes !== "anything") requireNoContent(event);
        if (takes === undefined) requireNoQuery(event);
        result = toResult(await handle(event, context), awsRequestId);
        requireReturnable(result);
      } catch (thrown) {
        error = toEmbeddingError(thrown);
        result = toResult(renderError(error, awsRequestId), awsRequestId);
      }
      const { routeKey: route } = event;
      logRequest({ route, caller: callerOf(event), status: result.statusCode ?? 200, error }, context);
      // By the key, for an HTTP API routes it by no other.
      if (/^HEAD /.test(route)) result.body = "";
      return result;
    });
}

/** A value as JSON. */
export function jsonResponse(value: object, status = 200): HttpResponse {
  return { status, body: toJson(value) };
}

function problemDocument(error: EmbeddingError, requestId: string): HttpResponse {
  return {
    status: statusOf(error),
    contentType: "application/problem+json",
    headers: errorHeaders(error),
    body: JSON.stringify(toProblem(error, requestId)),
  };
}

/** A response as Lambda returns it. */
function toResult(response: HttpResponse, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status = 200, contentType = "application/json", headers = {}, body } = response;
  return {
    statusCode: status,
    headers: { ...(body.length > 0 ? { "content-type": contentType } : {}), "x-request-id": requestId, ...headers },
    body: typeof body === "string" ? body : body.toString("base64"),
    isBase64Encoded: typeof body !== "string",
  };
}

/** Throws 422 where Lambda would not return a result, because it is too large. */
function requireReturnable(result: APIGatewayProxyStructuredResultV2): void {
  const { length = 0 } = result.body ?? "";
  // Lambda counts the result's bytes as JSON, in which a character takes up to three.
  if (length * 3 <= maxResponseBytes || Buffer.byteLength(JSON.stringify(result)) <= maxResponseBytes) return;
  throw new EmbeddingError(
    "response_too_large",
    `The answer would have more than the ${maxResponseBytes} bytes that AWS Lambda returns: ask for fewer texts or ` +
      "dimensions in one request, or read a stored object from the bucket.",
  );
}
