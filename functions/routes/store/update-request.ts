import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { expiresAt } from "../../../embedding/expiry";
import { metadata } from "../../../embedding/metadata";
import { checkTogether } from "../../fields/check-together";

/** The body of `PATCH /embeddings/{embedding_id}`. */
export const updateRequest = described(
  z
    .strictObject({
      metadata: described(
        z.optional(z.clone(metadata)),
        "Facts to keep with the embedding in place of those that it has; {} for none",
      ),
      expires_at: described(
        z.optional(z.nullable(expiresAt)),
        "When the embedding is gone, in place of when it is now; null for never",
      ),
    })
    .check(
      checkTogether(({ metadata, expires_at }) => ({
        metadata: metadata === undefined && expires_at === undefined ? "or expires_at is required" : undefined,
      })),
    ),
  {
    id: "UpdateRequest",
    // One of both, and null for metadata is as left out.
    override: { not: { properties: { metadata: { type: "null" } }, not: { required: ["expires_at"] } } },
  },
);
