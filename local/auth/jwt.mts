import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Authorizer } from "../gateway/gateway-route.js";
import type { GatewayRequest } from "../gateway/http-event.js";
import { Refusal } from "../gateway/refusal.js";
import type { JwtRequirements } from "../gateway/registered-authorization.js";

/**
 * Takes requests with a token that is signed with one of these keys and meets the requirements, as an HTTP API does on
 * routes with a JWT authorizer: 401 without such a token, 403 with one that has none of the scopes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwtAuthorizer(keys: JWTVerifyGetKey, { issuer, audiences, scopes }: JwtRequirements): Authorizer {
  return async (request) => {
    const claims = await verifiedClaims(bearerToken(request), keys, issuer);
    if (!isForAny(claims, audiences)) throw unauthorized("the token does not have a valid audience");
    const granted = scopes.filter((scope) => scopesOf(claims).includes(scope));
    if (scopes.length > 0 && granted.length === 0) throw missingScope(scopesOf(claims), scopes);
    return { jwt: { claims: eventClaims(claims), scopes: scopes.length > 0 ? granted : null } };
  };
}

/** With the prefix or without it. */
function bearerToken({ headers: { authorization } }: GatewayRequest): string {
  const [, token] = /^(?:Bearer )?(\S+)$/i.exec(String(authorization ?? "")) ?? [];
  if (!token) {
    const reason = authorization ? "the header Authorization has no bearer token" : "the request has no token";
    throw new Refusal(401, "Unauthorized", reason, { "www-authenticate": "Bearer" });
  }
  return token;
}

async function verifiedClaims(token: string, keys: JWTVerifyGetKey, issuer: string): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
    });
    if (protectedHeader.kid === undefined) throw unauthorized("the token does not name its key");
    if ((payload.iat ?? 0) > Date.now() / 1000) throw unauthorized("the token is not yet issued");
    return payload;
  } catch (error) {
    throw error instanceof errors.JOSEError ? unauthorized(error.message) : error;
  }
}

/** What a header does not take, or a quoted text in it: a reason may quote the token. */
const unfitForDescription = /[^\x20-\x5b\x5d-\x7e]/g;

function unauthorized(reason: string): Refusal {
  const description = reason.replaceAll('"', "'").replace(unfitForDescription, "?");
  return new Refusal(401, "Unauthorized", reason, {
    "www-authenticate": `Bearer scope="" error="invalid_token" error_description="${description}"`,
  });
}

function missingScope(has: readonly string[], needed: readonly string[]): Refusal {
  const reason = `the token has ${has.length > 0 ? `the scopes ${has.join(", ")}` : "no scope"}, and needs ${needed.join(" or ")}`;
  return new Refusal(403, "Forbidden", reason, {
    "www-authenticate": `Bearer scope="${needed.join(" ")}" error="insufficient_scope"`,
  });
}

/** `client_id` counts only where there is no `aud`. */
function isForAny({ aud, client_id: clientId }: JWTPayload, audiences: readonly string[]): boolean {
  return [aud ?? clientId].flat().some((audience) => audiences.includes(String(audience)));
}

/** One text, or a list. */
function scopesOf({ scope, scp }: JWTPayload): string[] {
  const value = scope ?? scp ?? [];
  return Array.isArray(value) ? value.map(String) : String(value).split(" ");
}

/** An event carries every claim as text. */
function eventClaims(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(" ")}]` : String(value),
    ]),
  );
}
