import * as z from "zod/mini";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { dimensions, storeInS3, whereStored } from "../generation";
import { metadata } from "../metadata";
import { text } from "../text";

/** The body of `POST /embeddings/generate`. */
export const generateRequest = described(
  z
    .strictObject({
      text,
      store_in_s3: storeInS3,
      embedding_id: described(z.optional(embeddingId), "Where to keep it; required with store_in_s3"),
      dimensions: z.optional(dimensions),
      normalize: described(z._default(z.boolean({ error: "must be true or false" }), true), {
        id: "Normalize",
        description: "Whether the vector has unit length",
      }),
      metadata: z.optional(metadata),
    })
    .check(
      z.refine((request) => !request.store_in_s3 || request.embedding_id !== undefined, {
        error: "is required with store_in_s3",
        path: ["embedding_id"],
      }),
    ),
  { id: "GenerateRequest", override: whereStored({ required: ["embedding_id"] }) },
);
