import * as z from "zod/mini";
import { embeddingId, metadata, text, vector } from "./embedding";

/** The body of `POST /embeddings/store`. */
export const storeRequest = z
  .strictObject({
    embedding_id: embeddingId,
    text: text.check(z.describe("The text that was embedded")),
    embedding: vector.check(z.describe("The vector, of one of the lengths that the configured model offers")),
    metadata: z.optional(metadata),
  })
  .check(z.meta({ id: "StoreRequest" }));

/** The answer of `POST /embeddings/store`. */
export const storeResponse = z
  .object({
    success: z.literal(true),
    s3_key: z.string().check(z.describe("The key of the stored object")),
    bucket: z.string().check(z.describe("The bucket that holds it")),
  })
  .check(z.meta({ id: "StoreResponse" }));

export type StoreResponse = z.infer<typeof storeResponse>;
