import * as z from "zod/mini";
import { described } from "./described";

const notTimestamp = {
  error:
    'must be an RFC 3339 timestamp of the years to 9999 in UTC, with capital letters and no leap second, such as "2027-01-31T12:00:00Z"',
  abort: true,
};

/** A point in time with its zone: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const timestamp = z.iso
  .datetime({ offset: true, ...notTimestamp })
  // In UTC it may be of another year.
  .check(z.refine((text) => new Date(text).getUTCFullYear() <= 9_999, notTimestamp));

/** When what a request stores is gone, in ISO 8601 and UTC: later than now. */
export const expiresAt = described(
  timestamp.check(
    z.refine((text) => Date.parse(text) > Date.now(), { error: "must be later than now" }),
    z.overwrite((text) => new Date(text).toISOString()),
  ),
  {
    id: "ExpiresAt",
    description: "When the embedding is gone, in RFC 3339 with a zone: it is neither found nor served from then on",
    examples: ["2030-01-31T12:00:00Z"],
  },
);

/** What is kept until a time. */
export interface Expiring {
  /** In ISO 8601 with a zone; undefined for what does not expire. */
  readonly expires_at: string | undefined;
}

/** Whether something is gone at a time, stored or not. */
export function hasExpired({ expires_at }: Expiring, asOf: Date): boolean {
  return expires_at !== undefined && Date.parse(expires_at) <= asOf.getTime();
}

/** When something expires by its fields. Others may have stored what is no time, by which nothing does. */
export function expiryOf({ expires_at }: Readonly<Record<string, unknown>>): Expiring {
  return { expires_at: timestamp.safeParse(expires_at).data };
}
