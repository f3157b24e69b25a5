import type { Expiring } from "../expiry";
import { expiresAtKey } from "./carried-keys";
import type { IndexFilter } from "./filter";

/** What the vector of an embedding carries of when that expires, in milliseconds since 1970: nothing where it does not. */
export function expiryMetadata({ expires_at }: Expiring): Record<string, number> {
  return expires_at === undefined ? {} : { [expiresAtKey]: Date.parse(expires_at) };
}

/** Whether the embedding of a vector is gone at a time, as far as the vector tells. */
export function vectorHasExpired(
  { [expiresAtKey]: expiresAt }: Readonly<Record<string, unknown>>,
  asOf: Date,
): boolean {
  return typeof expiresAt === "number" && expiresAt <= asOf.getTime();
}

/** The condition of an index for what is not gone at a time. It compares with {@link expiryConstraints} values. */
export function notExpired(asOf: Date): IndexFilter {
  return { $or: [{ [expiresAtKey]: { $exists: false } }, { [expiresAtKey]: { $gt: asOf.getTime() } }] };
}

/** How many of the constraints that a filter may have {@link notExpired} takes. */
export const expiryConstraints = 2;
