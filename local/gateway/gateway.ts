import { STATUS_CODES } from "node:http";
import { isIPv6 } from "node:net";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import createRouter, { type HTTPMethod } from "find-my-way";
import { FunctionError, type LocalFunction, PayloadTooLargeError, ThrottledError } from "../lambda/lambda-function";
import { listen } from "../listen";
import { ShortageReport } from "../shortage";
import { timedOut, withTimeout } from "../with-timeout";
import { type CorsConfiguration, isPreflight, setCorsHeaders } from "./cors";
import { type EventAuthorizer, type GatewayRequest, httpEvent } from "./http-event";
import { Refusal } from "./refusal";
import type { TokenBucket } from "./token-bucket";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxBodyBytes = 10 * 1024 * 1024;
/** What takes files of the gateway's process. */
const manyRequests = "so many requests at a time";
/** How long the requests under way may take when it closes. */
const graceMs = 3_000;

/** What the function is told of who sent a request. Throws a {@link Refusal} where the request is not authorized. */
export type Authorizer = (request: GatewayRequest) => Promise<EventAuthorizer>;

/** A route of the HTTP API. */
export interface GatewayRoute {
  readonly apiId: string;
  /** Method and path in API Gateway's syntax, such as `GET /embeddings/{embedding_id}`. */
  readonly routeKey: string;
  readonly lambda: Pick<LocalFunction, "invoke">;
  /** After which the gateway gives up on the function. */
  readonly timeoutMs: number;
  /** @default everyone may call the route */
  readonly authorize?: Authorizer | undefined;
  /** @default any number of requests */
  readonly throttle?: Pick<TokenBucket, "take"> | undefined;
}

/** Arguments of {@link Gateway}. */
export interface GatewayArgs {
  /**
   * Requests of more clients at a time are refused.
   * @default any number
   */
  readonly maxConnections?: number;
}

/**
 * An HTTP API. It listens before it has routes, so that a taken port shows before anything is deployed and the deployment
 * knows its URL.
 */
export class Gateway {
  private readonly app: FastifyInstance;
  private readonly router = createRouter({ maxParamLength: 16_384 });
  private cors: CorsConfiguration | undefined;
  private closing = false;
  private heldBack = false;
  private connections = 0;
  private readonly shortages = new ShortageReport();

  constructor({ maxConnections = Number.POSITIVE_INFINITY }: GatewayArgs = {}) {
    this.app = fastify({
      bodyLimit: maxBodyBytes,
      exposeHeadRoutes: false,
      frameworkErrors: (_error, _request, reply) => answer(reply as FastifyReply, 400, "Bad Request"),
    });
    this.app.removeAllContentTypeParsers();
    this.app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    this.app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
      if (error instanceof Refusal) return answer(reply.headers(error.headers), error.status, error.message);
      // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
      if (error instanceof ThrottledError) return answer(reply, 500, "Internal Server Error");
      if (error instanceof PayloadTooLargeError || error.statusCode === 413) {
        return answer(reply, 413, "Request Entity Too Large");
      }
      if (error.statusCode && error.statusCode < 500) {
        return answer(reply, error.statusCode, STATUS_CODES[error.statusCode] ?? "Bad Request");
      }
      const isSaid = this.shortages.says(error, manyRequests);
      if (!isSaid) console.error(error instanceof FunctionError ? error.message : error);
      return answer(reply, 502, "Bad Gateway");
    });
    this.app.setNotFoundHandler((_request, reply) => answer(reply, 404, "Not Found"));
    this.app.addHook("onSend", async (request, reply) => {
      if (this.cors) setCorsHeaders(this.cors, request, reply);
      if (this.closing) reply.header("connection", "close");
    });
    this.app.server.on("connection", (socket) => {
      this.connections += 1;
      socket.once("close", () => {
        this.connections -= 1;
        if (this.connections === 0) this.shortages.over();
      });
    });
    this.app.addHook("onRequest", async (_request, reply) => {
      if (this.connections <= maxConnections) return;
      this.shortages.say("files", manyRequests);
      reply.header("connection", "close");
      throw unavailable();
    });
    this.app.all("*", (request, reply) => this.forward(request, reply));
  }

  /**
   * Listens at a port of a host; port 0 takes a free one. Returns the URL for this machine; throws a `RunError` where it
   * cannot.
   */
  async listen(port: number, host = "localhost"): Promise<string> {
    const bound = await listen(this.app, { port, host, option: "--port", graceMs });
    const name = ["0.0.0.0", "::"].includes(host) ? "localhost" : isIPv6(host) ? `[${host}]` : host;
    return `http://${name}:${bound}`;
  }

  /** Answers 503 to everyone until what it returns is called. */
  holdBack(): () => void {
    this.heldBack = true;
    return () => {
      this.heldBack = false;
    };
  }

  /** Lets web pages of other origins call the API. */
  enableCors(cors: CorsConfiguration): void {
    this.cors = cors;
  }

  addRoute(route: GatewayRoute): void {
    const [method = "", path = ""] = route.routeKey.split(" ");
    this.router.on(method as HTTPMethod, path.replace(/\{([^}]+)\}/g, ":$1"), () => {}, route);
  }

  /** Lets the requests under way finish that take no longer than three seconds, and accepts no others. */
  async close(): Promise<void> {
    this.closing = true;
    await this.app.close();
  }

  private async forward(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (this.heldBack) throw unavailable();
    if (this.cors && isPreflight(request)) return reply.code(204).send();
    const match = this.router.find(request.method as HTTPMethod, request.url);
    if (!match) throw new Refusal(404, "Not Found");
    const route = match.store as GatewayRoute;
    const received = {
      method: request.method,
      url: request.url,
      protocol: `HTTP/${request.raw.httpVersion}`,
      headers: request.headers,
      body: request.body as Buffer | undefined,
      sourceIp: request.ip,
    };
    const authorizer = await route.authorize?.(received);
    // Only now, so that requests that are refused use nothing up.
    if (route.throttle && !route.throttle.take()) throw new Refusal(429, "Too Many Requests");
    const pathParameters = match.params as Record<string, string>;
    const event = httpEvent(received, { ...route, pathParameters, authorizer });
    const result = await withTimeout(route.lambda.invoke(event), route.timeoutMs);
    if (result === timedOut) throw new Refusal(503, "Service Unavailable");
    return send(reply, result);
  }
}

/** Says that the same request will be answered shortly. */
function unavailable(): Refusal {
  return new Refusal(503, "Service Unavailable", { "retry-after": "1" });
}

/** What the gateway itself has to say, in API Gateway's own form. */
function answer(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ message });
}

/** A function's result as HTTP: a structured one field by field, any other value as JSON with status 200. */
function send(reply: FastifyReply, result: unknown): FastifyReply {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    return reply.code(200).type("application/json").send(JSON.stringify(result));
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = result as APIGatewayProxyStructuredResultV2;
  for (const [name, value] of Object.entries(headers ?? {})) reply.header(name, String(value));
  if (cookies) reply.header("set-cookie", cookies);
  // As bytes, for fastify would add a charset to the type of a text.
  return reply.code(statusCode ?? 200).send(body ? Buffer.from(body, isBase64Encoded ? "base64" : "utf8") : undefined);
}
