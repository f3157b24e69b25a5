import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { expiresAt } from "../../../embedding/expiry";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import { checkTogether } from "../../fields/check-together";
import { dimensions, inputType, modelName, truncate } from "../../fields/generation-fields";
import { returnEmbedding } from "../../fields/return-embedding";
import { ifChanged, storedProblems, storeInS3, storingProblems, storingSchema } from "../../fields/storing-fields";

/** The body of `POST /embeddings/generate`. */
export const generateRequest = described(
  z
    .strictObject({
      text,
      store_in_s3: storeInS3,
      if_changed: ifChanged,
      embedding_id: described(z.optional(embeddingId), "Where to keep it; with store_in_s3"),
      model: z.optional(modelName),
      dimensions: z.optional(dimensions),
      input_type: inputType,
      truncate,
      normalize: described(z._default(z.boolean({ error: "must be true or false" }), true), {
        id: "Normalize",
        description: "Whether the vector has unit length",
      }),
      metadata: z.optional(metadata),
      expires_at: z.optional(expiresAt),
      return_embedding: returnEmbedding,
    })
    .check(
      checkTogether((request) => ({ ...storedProblems(request.store_in_s3, request), ...storingProblems(request) })),
    ),
  { id: "GenerateRequest", override: storingSchema() },
);
