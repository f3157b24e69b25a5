import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";

/** The answer of `DELETE /embeddings/{embedding_id}`. */
export const deleteResponse = described(
  z.object({ success: z.literal(true), embedding_id: embeddingId, message: z.string() }),
  { id: "DeleteResponse" },
);

export type DeleteResponse = z.infer<typeof deleteResponse>;
