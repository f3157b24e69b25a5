import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { HttpHandler } from "../../functions/http";
import { type GatewayRequest, httpEvent } from "../../local/http-event";
import { Upstream } from "./upstream";

/** The endpoints that the handlers under test talk to. */
export interface Upstreams {
  readonly bedrock: Upstream;
  readonly s3: Upstream;
  close(): Promise<void>;
}

/** Starts the endpoints and sets the environment of a function; call it before the handler is imported. */
export async function startUpstreams(modelId = "amazon.titan-embed-text-v2:0"): Promise<Upstreams> {
  const bedrock = new Upstream();
  const s3 = new Upstream();
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen(),
    AWS_ENDPOINT_URL_S3: await s3.listen(),
    VECTOR_BUCKET_NAME: "vectors",
    BEDROCK_MODEL_ID: modelId,
  });
  return {
    bedrock,
    s3,
    close: async () => {
      await Promise.all([bedrock.close(), s3.close()]);
    },
  };
}

/** An answer of a handler. */
export interface HandlerAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  /** The parsed JSON body. */
  readonly body: Record<string, unknown>;
}

/** Calls a handler as Lambda would. */
export async function call(
  handler: HttpHandler,
  request: Partial<Pick<GatewayRequest, "method" | "url" | "headers">> & { readonly body?: string | Buffer },
  pathParameters: Record<string, string> = {},
  remainingTimeMs = 29_000,
): Promise<HandlerAnswer> {
  const deadline = Date.now() + remainingTimeMs;
  const event = httpEvent(
    {
      method: request.method ?? "GET",
      url: request.url ?? "/",
      protocol: "HTTP/1.1",
      headers: request.headers ?? { "content-type": "application/json" },
      body: request.body === undefined ? undefined : Buffer.from(request.body),
      sourceIp: "127.0.0.1",
    },
    { apiId: "test", routeKey: "test", pathParameters },
  );
  const result: APIGatewayProxyStructuredResultV2 = await handler(event, {
    awsRequestId: "request-1",
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    body: JSON.parse(result.body ?? "null"),
  };
}

/** Calls a handler with a JSON body. */
export function post(handler: HttpHandler, body: unknown, remainingTimeMs?: number): Promise<HandlerAnswer> {
  return call(handler, { method: "POST", body: JSON.stringify(body) }, {}, remainingTimeMs);
}
