import { invalidField } from "./vectors-error";

/** The token for the page of a list that begins after this name or key. */
export function encodeToken(last: string): string {
  return Buffer.from(last).toString("base64url");
}

/** What a page begins after. Throws where the token is none. */
export function decodeToken(token: string): string {
  const last = Buffer.from(token, "base64url").toString();
  if (encodeToken(last) !== token) throw invalidField("nextToken", "Invalid nextToken");
  return last;
}
