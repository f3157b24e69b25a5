import type { OAuthProtectedResourceMetadata } from "@modelcontextprotocol/sdk/shared/auth.js";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { apiUrlOf } from "../../http/api-url";

/** Whose tokens the API takes. */
export interface AcceptedTokens {
  readonly issuer: string;
  /** Of which a token must have one; empty for none. */
  readonly scopes: readonly string[];
}

/** What comes before the path of the resource that a client asks about: https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
const wellKnown = "/.well-known/oauth-protected-resource";

/** Whose tokens are taken by what a request asks about. */
export function protectedResource(
  event: APIGatewayProxyEventV2,
  { issuer, scopes }: AcceptedTokens,
): OAuthProtectedResourceMetadata {
  return {
    resource: apiUrlOf(event) + event.requestContext.http.path.slice(wellKnown.length),
    authorization_servers: [issuer],
    ...(scopes.length > 0 ? { scopes_supported: [...scopes] } : {}),
    bearer_methods_supported: ["header"],
  };
}
