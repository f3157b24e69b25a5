import * as z from "zod";
import { embeddingId, metadata, text, vector } from "./embedding";

/** The body of `POST /embeddings/store`. */
export const storeRequest = z
  .strictObject({
    embedding_id: embeddingId,
    text: text.meta({ description: "The text that was embedded" }),
    embedding: vector.meta({ description: "The vector, of one of the lengths that the configured model offers" }),
    metadata: metadata.optional(),
  })
  .meta({ id: "StoreRequest" });

/** The answer of `POST /embeddings/store`. */
export const storeResponse = z
  .object({
    success: z.literal(true),
    s3_key: z.string().meta({ description: "The key of the stored object" }),
    bucket: z.string().meta({ description: "The bucket that holds it" }),
  })
  .meta({ id: "StoreResponse" });

export type StoreResponse = z.infer<typeof storeResponse>;
