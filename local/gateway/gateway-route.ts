import type { LocalFunction } from "../lambda/lambda-function";
import type { EventAuthorizer, GatewayRequest, HttpEvent } from "./http-event";
import type { TokenBucket } from "./token-bucket";

/**
 * What the function is told of who sent a request, by the request as it came and as the event that it is. Throws a
 * `Refusal` where the request is not authorized.
 */
export type Authorizer = (request: GatewayRequest, event: HttpEvent) => Promise<EventAuthorizer>;

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
  readonly throttle?: Pick<TokenBucket, "take" | "throttling"> | undefined;
}
