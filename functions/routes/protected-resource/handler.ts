import { httpHandler, jsonResponse } from "../../http/http-handler";
import { agentScopes, jwtIssuer } from "../../settings/tokens";
import { protectedResource } from "./metadata";

/**
 * `GET /.well-known/oauth-protected-resource`, about the API, and, with a path after it, about what is there: whose tokens
 * are taken.
 */
export const handler = httpHandler(
  async (event) => jsonResponse(protectedResource(event, { issuer: jwtIssuer, scopes: agentScopes })),
  { takes: "anything" },
);
