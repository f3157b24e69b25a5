import * as z from "zod/mini";
import { embeddingId } from "./embedding";

/** The answer of `DELETE /embeddings/{embedding_id}`. */
export const deleteResponse = z
  .object({ success: z.literal(true), embedding_id: embeddingId, message: z.string() })
  .check(z.meta({ id: "DeleteResponse" }));

export type DeleteResponse = z.infer<typeof deleteResponse>;
