import { ofType, type RegisteredResource, type StackResult } from "../pulumi/registered-resource";

/**
 * Whom a route serves: those that sign their requests, those with a token that meets the requirements, those whom a
 * function authorizes, or everyone.
 */
export type RegisteredAuthorization =
  | { readonly type: "AWS_IAM" }
  | { readonly type: "JWT"; readonly requirements: JwtRequirements }
  | { readonly type: "CUSTOM"; readonly authorizer: RequestAuthorizer }
  | { readonly type: "NONE" };

/** An authorizer that is a function. */
export interface RequestAuthorizer {
  /** The authorizer's own, which all of its routes share. */
  readonly id: string;
  readonly lambda: RegisteredResource;
  /** What a request must have, such as `$request.header.Authorization`. */
  readonly identitySources: readonly string[];
  /** How long an answer is kept for requests with the same identity sources. */
  readonly cacheSeconds: number;
}

/** What a route asks of a token. */
export interface JwtRequirements {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Of which a token must have one; empty for none. */
  readonly scopes: readonly string[];
}

/** The authorization that a route was registered with. Throws where the local deployment does not know it. */
export function registeredAuthorization(service: StackResult, route: RegisteredResource): RegisteredAuthorization {
  const { routeKey, authorizationType = "NONE", authorizationScopes = [] } = route.inputs;
  switch (authorizationType) {
    case "AWS_IAM":
    case "NONE":
      return { type: authorizationType };
    case "JWT": {
      const { inputs } = authorizerOf(service, route);
      const { issuer, audiences } = inputs["jwtConfiguration"] as Omit<JwtRequirements, "scopes">;
      return { type: "JWT", requirements: { issuer, audiences, scopes: authorizationScopes as string[] } };
    }
    case "CUSTOM":
      return { type: "CUSTOM", authorizer: requestAuthorizer(service, authorizerOf(service, route)) };
    default:
      throw new Error(
        `The local deployment cannot authorize by ${String(authorizationType)}, as ${String(routeKey)} asks`,
      );
  }
}

function authorizerOf(
  service: StackResult,
  { inputs: { routeKey, authorizerId } }: RegisteredResource,
): RegisteredResource {
  const authorizers = ofType(service, "aws:apigatewayv2/authorizer:Authorizer");
  const authorizer = authorizers.find(({ id }) => id === authorizerId);
  if (!authorizer) throw new Error(`The route ${String(routeKey)} has no authorizer`);
  return authorizer;
}

function requestAuthorizer(service: StackResult, { id, name, inputs }: RegisteredResource): RequestAuthorizer {
  const { authorizerUri, authorizerPayloadFormatVersion, enableSimpleResponses, identitySources } = inputs;
  const lambda = ofType(service, "aws:lambda/function:Function").find(
    ({ state }) => state["invokeArn"] === authorizerUri,
  );
  if (!lambda) throw new Error(`The authorizer ${name} has no function behind it`);
  if (authorizerPayloadFormatVersion !== "2.0" || !enableSimpleResponses) {
    throw new Error(`The local deployment knows authorizers of simple responses only, which ${name} is not`);
  }
  // What is not set is 5 minutes, as on AWS.
  const { authorizerResultTtlInSeconds: cacheSeconds = 300 } = inputs;
  return { id, lambda, identitySources: identitySources as string[], cacheSeconds: Number(cacheSeconds) };
}
