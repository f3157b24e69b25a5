import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { metadata } from "../../../embedding/metadata";

/** The body of `PATCH /embeddings/{embedding_id}`. */
export const updateRequest = described(
  z.strictObject({
    metadata: described(
      z.clone(metadata),
      "Facts to keep with the embedding in place of those that it has; {} for none",
    ),
  }),
  { id: "UpdateRequest" },
);
