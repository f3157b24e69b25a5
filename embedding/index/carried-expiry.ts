import { type Expiring, hasExpired } from "../expiry";
import { expiresAtKey } from "./carried-keys";

/** What a vector carries, by key: other tools may have put anything. */
type Carried = Readonly<Record<string, unknown>>;

/** What the vector of an embedding carries of when that expires, in milliseconds since 1970: nothing where it does not. */
export function expiryMetadata({ expires_at }: Expiring): Record<string, number> {
  return expires_at === undefined ? {} : { [expiresAtKey]: Date.parse(expires_at) };
}

/** When the embedding of a vector expires, as far as the vector tells. */
export function carriedExpiry({ [expiresAtKey]: milliseconds }: Carried): Expiring {
  const date = new Date(typeof milliseconds === "number" ? milliseconds : Number.NaN);
  return { expires_at: Number.isNaN(date.getTime()) ? undefined : date.toISOString() };
}

/** Whether the embedding of a vector is gone at a time, as far as the vector tells. */
export function vectorHasExpired(carried: Carried, asOf: Date): boolean {
  return hasExpired(carriedExpiry(carried), asOf);
}
