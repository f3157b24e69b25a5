import * as z from "zod/mini";
import { described } from "../../embedding/described";

/** The header of a request that stores, and what becomes of it where something is stored already. */
export function createsOnlyHeader(otherwise: string) {
  return z.object({
    "If-None-Match": described(
      // No literal: openapi-python-client leaves out operations with a constant header.
      z.optional(z.string().check(z.regex(/^\*$/))),
      `\`*\` stores only where nothing is stored under the id yet; ${otherwise} otherwise. Other conditions are refused`,
    ),
  });
}

/** The header of an answer about one stored object. */
export const etag = described(z.string(), {
  description:
    "Names this state of the object; send it as If-None-Match to get it only where it is another, or as If-Match to change it only where it is not",
  header: { id: "ETag" },
});

/** The header of a request that changes what is stored. */
export const expectedStateHeader = z.object({
  "If-Match": described(
    z.optional(z.string()),
    "The etag of an earlier answer: 412 where it is no longer the object's. Other conditions are refused",
  ),
});

/** The header of a 415 for a content coding. */
export const acceptEncoding = described(z.string(), {
  description: "The content codings of a body that are taken",
  header: { id: "AcceptEncoding" },
});

/** The header of every 503, and of an answer with parts that are 503. */
export const retryAfter = described(z.string().check(z.regex(/^\d+$/)), {
  description: "After how many seconds to repeat the request",
  header: { id: "RetryAfter" },
});
