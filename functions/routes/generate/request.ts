import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import { dimensions, storeInS3, storingProblem, whereStored } from "../../http/fields/generation";

/** The body of `POST /embeddings/generate`. */
export const generateRequest = described(
  z
    .strictObject({
      text,
      store_in_s3: storeInS3,
      embedding_id: described(z.optional(embeddingId), "Where to keep it; with store_in_s3"),
      dimensions: z.optional(dimensions),
      normalize: described(z._default(z.boolean({ error: "must be true or false" }), true), {
        id: "Normalize",
        description: "Whether the vector has unit length",
      }),
      metadata: z.optional(metadata),
    })
    .check(
      z.superRefine(({ store_in_s3, embedding_id }, context) => {
        const message = storingProblem(store_in_s3, embedding_id);
        if (message) context.addIssue({ code: "custom", path: ["embedding_id"], message });
      }),
    ),
  {
    id: "GenerateRequest",
    dependentRequired: { embedding_id: ["store_in_s3"] },
    override: whereStored({ required: ["embedding_id"] }),
  },
);
