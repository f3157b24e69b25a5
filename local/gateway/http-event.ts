import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type {
  APIGatewayEventRequestContextIAMAuthorizer,
  APIGatewayEventRequestContextJWTAuthorizer,
  APIGatewayEventRequestContextLambdaAuthorizer,
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
} from "aws-lambda";
import { accountId } from "../pulumi/aws-provider";

/** A request as the local gateway received it. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  readonly protocol: string;
  /** By their names in lower case. */
  readonly headers: NodeJS.Dict<string>;
  readonly body: Buffer | undefined;
  readonly sourceIp: string;
}

/** What an event says of who sent the request. */
export type EventAuthorizer =
  | APIGatewayEventRequestContextIAMAuthorizer
  | APIGatewayEventRequestContextJWTAuthorizer
  | APIGatewayEventRequestContextLambdaAuthorizer<Readonly<Record<string, unknown>>>;

/** The event of a request to an HTTP API, whose route may have an authorizer. */
export type HttpEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { readonly authorizer?: EventAuthorizer }
>;

/** A route that a request matched. */
export interface MatchedRoute {
  readonly apiId: string;
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
}

/**
 * Content types whose body an HTTP API passes on as text; any other is base64, as measured on AWS:
 * https://github.com/ministackorg/ministack/pull/766
 */
const textual = /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/**
 * The event that an HTTP API hands to Lambda, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(request: GatewayRequest, route: MatchedRoute): HttpEvent {
  const [path = "/", rawQueryString = ""] = request.url.split(/\?(.*)/s, 2);
  // Decoded in spite of its name, as measured on AWS: https://github.com/middleapi/standard-server/pull/93
  const rawPath = decodeURIComponent(path);
  const { cookie, ...others } = request.headers;
  const headers = others as Record<string, string>;
  const { body = Buffer.alloc(0) } = request;
  // What is not text in spite of its type could not be passed on as text without being altered.
  const isBase64Encoded = body.length > 0 && !(textual.test(headers["content-type"] ?? "") && isUtf8(body));
  const now = new Date();
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(cookie ? { cookies: cookie.split("; ") } : {}),
    headers,
    ...(rawQueryString ? { queryStringParameters: queryParameters(rawQueryString) } : {}),
    ...(Object.keys(route.pathParameters).length > 0 ? { pathParameters: route.pathParameters } : {}),
    requestContext: {
      accountId,
      apiId: route.apiId,
      domainName: headers["host"] ?? "localhost",
      domainPrefix: (headers["host"] ?? "localhost").split(/[.:]/, 1)[0] ?? "",
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: "$default",
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString(isBase64Encoded ? "base64" : "utf8") } : {}),
    isBase64Encoded,
  };
}

/** The event with what a route's authorizer tells the function; undefined where the route has none. */
export function withAuthorizer(event: HttpEvent, authorizer: EventAuthorizer | undefined): HttpEvent {
  return authorizer ? { ...event, requestContext: { ...event.requestContext, authorizer } } : event;
}

/** The headers of a request as an HTTP API passes them on: the values of a repeated one with commas between. */
export function combinedHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(name === "cookie" ? "; " : ",")]),
  );
}

/** Values of a repeated parameter are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name).join(",")]));
}
