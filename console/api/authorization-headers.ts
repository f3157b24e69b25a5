import type { ConsoleAuthorization } from "../session";
import { signatureHeaders, type UnsignedRequest } from "./sigv4";

/** The headers that authorize a request. */
export async function authorizationHeaders(
  request: UnsignedRequest,
  authorization: ConsoleAuthorization | null,
): Promise<Record<string, string>> {
  switch (authorization?.type) {
    case "bearer":
      return { authorization: `Bearer ${authorization.token}` };
    case "sigv4":
      return signatureHeaders(request, authorization);
    default:
      return {};
  }
}
