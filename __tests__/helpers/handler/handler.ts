import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { HttpHandler } from "../../../functions/http/http-handler";
import { type GatewayRequest, httpEvent, type MatchedRoute } from "../../../local/gateway/http-event";
import { embeds } from "./aws-answers";
import { defaultSettings } from "./default-settings";
import { useShortestBackoff } from "./shortest-backoff";
import { Upstream } from "./upstream";

/** The endpoints that the handlers under test talk to. */
export interface Upstreams {
  readonly bedrock: Upstream;
  readonly s3: Upstream;
  readonly vectors: Upstream;
  /** The lines that the handlers logged. */
  readonly log: Record<string, unknown>[];
  /** Forgets the requests and the log. */
  clear(): void;
}

/** What the function under test is configured with. */
export interface UpstreamOptions {
  /** @default Titan V2 */
  readonly modelId?: string;
  /** @default no others */
  readonly models?: readonly string[];
  /** @default OpenAI's names for the model */
  readonly modelAliases?: Readonly<Record<string, string>>;
  /** @default none */
  readonly rerankModels?: readonly string[];
  /** @default no vector index */
  readonly index?: { readonly model: string; readonly dimension: number };
}

/** The ARN of the index of the functions under test. */
export const indexArn = "arn:aws:s3vectors:us-east-1:123456789012:bucket/vectors/index/embeddings";

/**
 * Serves the endpoints and sets the environment of a function for the tests of a file. Before each test the model
 * embeds, S3 stores, the index takes vectors, and nothing has been asked or logged.
 */
export function useUpstreams(options: UpstreamOptions = {}): Upstreams {
  const { modelId = defaultSettings.BEDROCK_MODEL_ID, models, modelAliases, rerankModels, index } = options;
  const bedrock = new Upstream();
  const s3 = new Upstream();
  const vectors = new Upstream();
  const log: Record<string, unknown>[] = [];
  const clear = () => {
    for (const recorded of [bedrock.requests, s3.requests, vectors.requests, log]) recorded.length = 0;
  };

  useShortestBackoff();
  beforeAll(async () => {
    Object.assign(process.env, {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "secret-access-key",
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen(),
      AWS_ENDPOINT_URL_S3: await s3.listen(),
      AWS_ENDPOINT_URL_S3VECTORS: await vectors.listen(),
      VECTOR_BUCKET_NAME: "vectors",
      ...defaultSettings,
      BEDROCK_MODEL_ID: modelId,
      ...(models ? { MODELS: JSON.stringify(models) } : {}),
      ...(modelAliases ? { MODEL_ALIASES: JSON.stringify(modelAliases) } : {}),
      SEARCH_MODE: "vector",
      ...(rerankModels ? { RERANK_MODELS: JSON.stringify(rerankModels) } : {}),
      AUTH: "none",
      SERVICE_NAME: "service-under-test",
      ...(index
        ? {
            VECTOR_INDEX_ARN: indexArn,
            VECTOR_INDEX_MODEL: index.model,
            VECTOR_INDEX_DIMENSION: String(index.dimension),
          }
        : {}),
    });
    jest.spyOn(process.stdout, "write").mockImplementation((line) => log.push(JSON.parse(String(line))) > 0);
  });
  beforeEach(() => {
    bedrock.answer = embeds;
    s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
    vectors.answer = () => ({ status: 200, headers: { "content-type": "application/json" }, body: "{}" });
    clear();
  });
  afterAll(async () => {
    await Promise.all([bedrock.close(), s3.close(), vectors.close()]);
  });
  return { bedrock, s3, vectors, log, clear };
}

/** The handler of this route, which is loaded when it is first called: the environment is set by then. */
export function handlerOf(name: string): HttpHandler {
  return (event, context) => require(`../../../functions/routes/${name}/handler`).handler(event, context);
}

/** An answer of a handler. */
export interface HandlerAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  /** The parsed JSON body; empty where there is none. */
  readonly body: Record<string, unknown>;
}

/** Calls a handler as Lambda would. */
export async function call(
  handler: HttpHandler,
  request: Partial<Pick<GatewayRequest, "method" | "url" | "headers"> & Pick<MatchedRoute, "routeKey">> & {
    readonly body?: string | Buffer;
  },
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
    { apiId: "test", routeKey: request.routeKey ?? "test", pathParameters },
  );
  const result: APIGatewayProxyStructuredResultV2 = await handler(event, {
    awsRequestId: "request-1",
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    text: result.body ?? "",
    body: result.body ? JSON.parse(result.body) : {},
  };
}

/** Calls a handler with a JSON body. */
export function post(handler: HttpHandler, body: unknown, remainingTimeMs?: number): Promise<HandlerAnswer> {
  return call(handler, { method: "POST", body: JSON.stringify(body) }, {}, remainingTimeMs);
}
