import * as z from "zod";
import type { Route } from "../service/routes";

/** What API Gateway answers by itself: an HTTP API has no responses of one's own for it. */
export const gatewayError = z.object({ message: z.string().meta({ description: "The status in words" }) }).meta({
  id: "GatewayError",
  description: "What API Gateway answers by itself, before the function or in its place",
});

/** What API Gateway says with each status that it answers by itself, and why. */
export const gatewayErrors = {
  401: { message: "Unauthorized", reason: "there is no valid token, or no key" },
  403: {
    message: "Forbidden",
    reason:
      "there is no valid signature, the token has none of the route's scopes, or the key is unknown, expired or not for the route",
  },
  404: { message: "Not Found", reason: "the deployment does not have the route" },
  413: {
    message: "Request Entity Too Large",
    reason: "the body has over 10 MB, or over 6 MB as the JSON text that Lambda takes",
  },
  429: { message: "Too Many Requests", reason: "these are more requests than the stage lets through" },
  431: {
    message: "Request Header Fields Too Large",
    reason: "the request line and the values of the headers have over 10,240 bytes",
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
  500: {
    message: "Internal Server Error",
    reason: "the function or the authorizer of keys crashed, or no more of it may run",
  },
  502: { message: "Bad Gateway", reason: "the function crashed, in a local deployment" },
} as const;

/** A status that API Gateway answers by itself. */
export type GatewayStatus = keyof typeof gatewayErrors;

/** The statuses that API Gateway answers by itself to requests for a route. */
export function gatewayStatuses({ isPublic, needsIndex, publicDocs }: Route, hasBody: boolean): GatewayStatus[] {
  return [
    ...(isPublic ? [] : ([401, 403] as const)),
    ...(needsIndex || publicDocs ? ([404] as const) : []),
    ...(hasBody ? ([413] as const) : []),
    ...([429, 431, 500, 502] as const),
  ];
}
