import { type Expiring, hasExpired } from "../expiry";
import { expiresAtKey } from "./carried-keys";
import type { IndexFilter } from "./filter";

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

/** A filter that also leaves out what is gone at a time, for which it compares with {@link expiryConstraints} values more. */
export function withoutExpired(filter: IndexFilter | undefined, asOf: Date): IndexFilter {
  const isCurrent = { $or: [{ [expiresAtKey]: { $exists: false } }, { [expiresAtKey]: { $gt: asOf.getTime() } }] };
  return filter ? { $and: [filter, isCurrent] } : isCurrent;
}

/** How many of the values that a filter may compare with {@link withoutExpired} takes. */
export const expiryConstraints = 2;
