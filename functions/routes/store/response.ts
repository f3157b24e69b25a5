import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { indexed, returnedVector, unchanged } from "../../fields/answer-fields";

/** The answer of `POST /embeddings/store`. */
export const storeResponse = described(
  z.object({
    success: z.literal(true),
    s3_key: described(z.string(), "The key of the stored object"),
    bucket: described(z.string(), "The bucket that holds it"),
    indexed,
    unchanged,
    embedding: returnedVector,
  }),
  { id: "StoreResponse" },
);

export type StoreResponse = z.infer<typeof storeResponse>;
