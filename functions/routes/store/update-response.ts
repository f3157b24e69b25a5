import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";

/** The answer of `PATCH /embeddings/{embedding_id}`. */
export const updateResponse = described(
  z.object({
    success: z.literal(true),
    embedding_id: embeddingId,
    s3_key: described(z.string(), "The key of the stored object"),
    indexed: described(
      z.boolean(),
      "Whether the vector is in the index as changed: false without an index, and for an embedding that it cannot hold",
    ),
  }),
  { id: "UpdateResponse" },
);

export type UpdateResponse = z.infer<typeof updateResponse>;
