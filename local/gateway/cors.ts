import type { FastifyReply, FastifyRequest } from "fastify";

/** The `corsConfiguration` of an HTTP API. */
export interface CorsConfiguration {
  /** Origins such as `https://app.example.com`, or `*`. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** In seconds. */
  readonly maxAge: number;
}

/** Whether a browser asks if it may send a request of another origin. */
export function isPreflight({ method, headers }: Pick<FastifyRequest, "method" | "headers">): boolean {
  return method === "OPTIONS" && Boolean(headers.origin && headers["access-control-request-method"]);
}

/** Why a page of the origin that asks may not call the API; undefined where it may. */
export function originProblem(cors: CorsConfiguration, { headers: { origin } }: FastifyRequest): string | undefined {
  return allowedOrigin(cors, origin) ? undefined : `the origin ${origin} is none of those that CORS allows`;
}

/**
 * Sets the CORS headers of a response, in place of those that the function set.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function setCorsHeaders(cors: CorsConfiguration, request: FastifyRequest, reply: FastifyReply): void {
  for (const name of Object.keys(reply.getHeaders())) {
    if (name.startsWith("access-control-")) reply.removeHeader(name);
  }
  const vary = reply.getHeader("vary");
  reply.header("vary", vary ? `${vary}, Origin` : "Origin");

  const { origin } = request.headers;
  const allowed = allowedOrigin(cors, origin);
  if (!origin || !allowed) return;
  const lists = isPreflight(request)
    ? { "access-control-allow-methods": cors.allowMethods, "access-control-allow-headers": cors.allowHeaders }
    : { "access-control-expose-headers": cors.exposeHeaders };
  reply.header("access-control-allow-origin", allowed);
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) reply.header(name, values.join(","));
  if (isPreflight(request)) reply.header("access-control-max-age", cors.maxAge);
}

function allowedOrigin({ allowOrigins }: CorsConfiguration, origin: string | undefined): string | undefined {
  return allowOrigins.includes("*") ? "*" : allowOrigins.find((allowed) => allowed === origin);
}
