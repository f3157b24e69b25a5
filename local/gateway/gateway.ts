import { isIPv6 } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import createRouter, { type HTTPMethod } from "find-my-way";
import { listen } from "../listen";
import type { ServedRequest } from "../terminal/served-request";
import { timedOut, withTimeout } from "../with-timeout";
import { ClientLimit } from "./client-limit";
import { type CorsConfiguration, isPreflight, originProblem, setCorsHeaders } from "./cors";
import type { Exchange } from "./exchange";
import { setResult } from "./function-result";
import { type GatewayAddresses, hostRefusal } from "./gateway-addresses";
import type { GatewayRoute } from "./gateway-route";
import { type GatewayRequest, httpEvent, withAuthorizer } from "./http-event";
import { pathAndQuery, receive } from "./receive";
import { Refusal, refusalOf, throttled, tookTooLong, unavailable } from "./refusal";
import { pathParametersOf, routerPath } from "./route-path";
import type { Site } from "./site";
import { unknownRoute } from "./unknown-route";
import { answerUnreadable } from "./unreadable-request";

/** How long requests under way may take when it closes, in milliseconds. */
const graceMs = 3_000;

/** Arguments of {@link Gateway}. */
export interface GatewayArgs {
  /**
   * Is told of each request once it is answered.
   * @default writes what the functions log, and why one failed
   */
  readonly report?: ((request: ServedRequest) => void) | undefined;
  /**
   * Is told of the same, with what was sent and answered.
   * @default nobody is
   */
  readonly record?: ((request: ServedRequest, exchange: Exchange) => void) | undefined;
  /**
   * Requests of more clients at a time are refused.
   * @default any number
   */
  readonly maxConnections?: number;
}

/** A request that came, as far as it was read. */
interface Arrival {
  readonly startMs: number;
  received?: GatewayRequest;
}

/**
 * An HTTP API. It listens before it has routes, so that a taken port shows before anything is deployed and the deployment
 * knows its URL.
 */
export class Gateway {
  private readonly app: FastifyInstance;
  private readonly router = createRouter({ maxParamLength: 16_384 });
  private readonly routeKeys: string[] = [];
  private readonly clients: ClientLimit;
  private readonly tell: (request: ServedRequest, exchange: Exchange) => void;
  /** The connections whose last request could not be read, and is answered. */
  private readonly unreadable = new WeakSet<object>();
  private cors: CorsConfiguration | undefined;
  private addresses: GatewayAddresses | undefined;
  private site: Site | undefined;
  private closing = false;
  private heldBack = false;

  constructor({ report = writeLog, record, maxConnections = Number.POSITIVE_INFINITY }: GatewayArgs = {}) {
    this.tell = (request, exchange) => {
      report(request);
      record?.(request, exchange);
    };
    this.app = fastify({
      exposeHeadRoutes: false,
      http: { requireHostHeader: false },
      rewriteUrl: ({ url }) => pathAndQuery(url),
      frameworkErrors: (_error, request, reply) => {
        const refusal = new Refusal(400, "Bad Request", undecodable(request.url));
        this.answer(request as FastifyRequest, reply as FastifyReply, refusal);
      },
      clientErrorHandler: (error, socket) => {
        const answered = answerUnreadable(error, socket);
        if (!answered) return;
        this.unreadable.add(socket);
        this.tell(answered, { received: undefined, answer: { headers: {}, body: undefined } });
      },
    });
    // Which Node.js refuses by itself otherwise, without a word.
    this.app.server.on("checkExpectation", (request, response) => this.app.server.emit("request", request, response));
    this.clients = new ClientLimit(this.app.server, maxConnections);
    this.app.addHook("onSend", async (_request, reply) => {
      if (this.closing) reply.header("connection", "close");
    });
    // In a hook, so that fastify itself refuses nothing by its method, content type or body, as an HTTP API does not.
    this.app.addHook("onRequest", async (request, reply) => {
      const arrival: Arrival = { startMs: performance.now() };
      await this.forward(request, reply, arrival).catch((error) => {
        // Of which that was the body.
        if (this.unreadable.has(request.raw.socket)) return;
        this.answer(request, reply, this.clients.refusalOf(error) ?? refusalOf(error), arrival);
      });
      return reply;
    });
    this.app.setNotFoundHandler(() => {});
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

  /** Has it answer, of the names that AWS would lead to it, at these alone. */
  answerAt(addresses: GatewayAddresses): void {
    this.addresses = addresses;
  }

  /** Serves a site beside the API, before its routes; what it answers is told to nobody. */
  serve(site: Site): void {
    this.site = site;
  }

  addRoute(route: GatewayRoute): void {
    this.routeKeys.push(route.routeKey);
    const [method = "", path = ""] = route.routeKey.split(" ");
    this.router.on(method as HTTPMethod, routerPath(path), () => {}, route);
  }

  /** Lets the requests under way finish that take no longer than three seconds, and accepts no others. */
  async close(): Promise<void> {
    this.closing = true;
    await this.app.close();
  }

  private async forward(request: FastifyRequest, reply: FastifyReply, arrival: Arrival): Promise<void> {
    const { method, url } = request;
    const received = await receive(request);
    arrival.received = received;
    if (this.heldBack) throw unavailable("the stacks are not deployed yet");
    this.clients.admit(request.raw.socket);
    const refusal = this.addresses && hostRefusal(received.headers["host"], this.addresses);
    if (refusal) throw refusal;
    if (this.site?.has(url)) {
      const { headers, body } = await this.site.answer(received);
      return reply.headers(headers).send(body);
    }
    if (this.cors && isPreflight(request)) {
      this.served(request, reply.code(204), arrival, { reason: originProblem(this.cors, request) });
      return reply.send();
    }
    const match = this.router.find(method as HTTPMethod, url);
    const route = match?.store as GatewayRoute | undefined;
    const pathParameters = route && match && pathParametersOf(route.routeKey, match.params);
    if (!pathParameters) throw new Refusal(404, "Not Found", unknownRoute(method, url, this.routeKeys));
    const unauthorized = httpEvent(received, { ...route, pathParameters });
    const event = withAuthorizer(unauthorized, await route.authorize?.(received, unauthorized));
    // Only now, so that requests that are refused use nothing up.
    if (route.throttle && !route.throttle.take()) throw throttled(route.throttle.throttling);
    let log: string | undefined;
    const invocation = route.lambda.invoke(event, (line) => {
      log = line;
    });
    const result = await withTimeout(invocation, route.timeoutMs);
    if (result === timedOut) throw tookTooLong(route.timeoutMs);
    const body = setResult(reply, result);
    this.served(request, reply, arrival, { log, body });
    reply.send(body);
  }

  /** Answers what the gateway itself has to say, in API Gateway's own form. */
  private answer(
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal,
    arrival: Arrival = { startMs: performance.now() },
  ): void {
    const { status, message, reason, headers, functionStack: stack } = refusal;
    const body = Buffer.from(JSON.stringify({ message }));
    reply.code(status).headers(headers).type("application/json; charset=utf-8");
    this.served(request, reply, arrival, { reason, stack, body });
    reply.send(body);
  }

  /** Of an answer all that is left is to send it. */
  private served(
    request: FastifyRequest,
    reply: FastifyReply,
    { startMs, received }: Arrival,
    { body, ...more }: Pick<ServedRequest, "log" | "reason" | "stack"> & { readonly body?: Buffer | undefined },
  ): void {
    const { method, url } = request;
    if (this.cors && !this.site?.has(url)) setCorsHeaders(this.cors, request, reply);
    const durationMs = performance.now() - startMs;
    const answer = { headers: reply.getHeaders(), body };
    this.tell({ method, url, status: reply.statusCode, durationMs, ...more }, { received, answer });
  }
}

/** Why a path cannot be decoded. */
function undecodable(url: string): string {
  const [invalid] = /%(?![0-9a-f]{2}).{0,2}/i.exec(url) ?? [];
  return invalid ? `the path has ${invalid}, which is not a valid percent-encoding` : "the path is not valid UTF-8";
}

function writeLog({ log, status, reason }: ServedRequest): void {
  if (log) process.stdout.write(log);
  if (reason && status === 502) console.error(reason);
}
