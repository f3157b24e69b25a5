import { ofType, type RegisteredResource, type StackResult } from "../pulumi/registered-resource";

/** Whom a route serves: those that sign their requests, those with a token that meets the requirements, or everyone. */
export type RegisteredAuthorization =
  | { readonly type: "AWS_IAM" }
  | { readonly type: "JWT"; readonly requirements: JwtRequirements }
  | { readonly type: "NONE" };

/** What a route asks of a token. */
export interface JwtRequirements {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Of which a token must have one; empty for none. */
  readonly scopes: readonly string[];
}

/** The authorization that a route was registered with. Throws where the local deployment does not know it. */
export function registeredAuthorization(service: StackResult, route: RegisteredResource): RegisteredAuthorization {
  const { routeKey, authorizationType = "NONE", authorizerId, authorizationScopes = [] } = route.inputs;
  switch (authorizationType) {
    case "AWS_IAM":
    case "NONE":
      return { type: authorizationType };
    case "JWT": {
      const authorizer = ofType(service, "aws:apigatewayv2/authorizer:Authorizer").find(
        ({ id }) => id === authorizerId,
      );
      if (!authorizer) throw new Error(`The route ${String(routeKey)} has no authorizer`);
      const { issuer, audiences } = authorizer.inputs["jwtConfiguration"] as Omit<JwtRequirements, "scopes">;
      return { type: "JWT", requirements: { issuer, audiences, scopes: authorizationScopes as string[] } };
    }
    default:
      throw new Error(
        `The local deployment cannot authorize by ${String(authorizationType)}, as ${String(routeKey)} asks`,
      );
  }
}
