import { environmentVariable } from "./environment";

/** Who issues the tokens that the API takes. */
export const jwtIssuer = environmentVariable("JWT_ISSUER");

/** The scopes of which an agent's token must have one; empty for none. */
export const agentScopes: readonly string[] = process.env["MCP_SCOPES"]?.split(" ") ?? [];
