import type { Throttling } from "../../service/http-api";
import { ofType, type RegisteredResource, type StackResult } from "../pulumi/registered-resource";
import { type RegisteredAuthorization, registeredAuthorization } from "./registered-authorization";
import { registeredThrottling } from "./registered-throttling";

/** A route that a service stack registered, with the function behind it. */
export interface RegisteredRoute {
  readonly apiId: string;
  /** Method and path in API Gateway's syntax, such as `GET /embeddings/{embedding_id}`. */
  readonly routeKey: string;
  readonly lambda: RegisteredResource;
  /** After which the API gives up on the function. */
  readonly timeoutMs: number;
  readonly authorization: RegisteredAuthorization;
  /** Undefined for any number of requests. */
  readonly throttling: Throttling | undefined;
}

/** The API's routes, each with the function that its integration names. Throws where there is none. */
export function registeredRoutes(service: StackResult): RegisteredRoute[] {
  const integrations = ofType(service, "aws:apigatewayv2/integration:Integration");
  const functions = ofType(service, "aws:lambda/function:Function");
  return ofType(service, "aws:apigatewayv2/route:Route").map((route) => {
    const { apiId, routeKey, target } = route.inputs;
    const integration = integrations.find(({ id }) => target === `integrations/${id}`);
    const lambda = functions.find(({ state }) => state["arn"] === integration?.inputs["integrationUri"]);
    if (!integration || !lambda) throw new Error(`The route ${String(routeKey)} has no function behind it`);
    return {
      apiId: String(apiId),
      routeKey: String(routeKey),
      lambda,
      timeoutMs: Number(integration.inputs["timeoutMilliseconds"]),
      authorization: registeredAuthorization(service, route),
      throttling: registeredThrottling(service, String(routeKey)),
    };
  });
}
