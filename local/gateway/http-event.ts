import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type {
  APIGatewayEventRequestContextIAMAuthorizer,
  APIGatewayEventRequestContextJWTAuthorizer,
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
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer | undefined;
  readonly sourceIp: string;
}

/** What an event says of who sent the request. */
export type EventAuthorizer = APIGatewayEventRequestContextIAMAuthorizer | APIGatewayEventRequestContextJWTAuthorizer;

/** The event of a request to an HTTP API, whose route may have an authorizer. */
export type HttpEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { readonly authorizer?: EventAuthorizer }
>;

/** A route that a request matched. */
export interface MatchedRoute {
  readonly apiId: string;
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
  /** @default the route has none */
  readonly authorizer?: EventAuthorizer | undefined;
}

/** Content types whose body an HTTP API passes on as text; any other is base64. */
const textual = /^(text\/|application\/(.*\+)?(json|xml|javascript))/i;

/**
 * The event that an HTTP API hands to Lambda, payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEvent(request: GatewayRequest, route: MatchedRoute): HttpEvent {
  const [rawPath = "/", rawQueryString = ""] = request.url.split(/\?(.*)/s, 2);
  const { cookie, ...others } = request.headers;
  const headers = Object.fromEntries(
    Object.entries(others).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
    ),
  );
  const { body = Buffer.alloc(0) } = request;
  // What is not text in spite of its type could not be passed on as text without being altered.
  const isBase64Encoded = body.length > 0 && !(textual.test(headers["content-type"] ?? "") && isUtf8(body));
  const now = new Date();
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath,
    rawQueryString,
    ...(typeof cookie === "string" ? { cookies: cookie.split("; ") } : {}),
    headers,
    ...(rawQueryString ? { queryStringParameters: queryParameters(rawQueryString) } : {}),
    ...(Object.keys(route.pathParameters).length > 0 ? { pathParameters: route.pathParameters } : {}),
    requestContext: {
      accountId,
      apiId: route.apiId,
      ...(route.authorizer ? { authorizer: route.authorizer } : {}),
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

/** Values of a repeated parameter are joined by commas. */
function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}
