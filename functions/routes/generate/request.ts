import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import {
  conditionProblem,
  dimensions,
  ifChanged,
  inputType,
  modelName,
  purposeProblem,
  storeInS3,
  storingProblem,
  truncate,
  whereStored,
} from "../../http/generation-fields";

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
    })
    .check(
      z.superRefine(({ store_in_s3, if_changed, embedding_id, input_type }, context) => {
        const problems = {
          embedding_id: storingProblem(store_in_s3, embedding_id),
          if_changed: conditionProblem(store_in_s3, if_changed),
          input_type: purposeProblem(store_in_s3, input_type),
        };
        for (const [field, message] of Object.entries(problems)) {
          if (message) context.addIssue({ code: "custom", path: [field], message });
        }
      }),
    ),
  {
    id: "GenerateRequest",
    dependentRequired: { embedding_id: ["store_in_s3"] },
    override: whereStored({ required: ["embedding_id"] }),
  },
);
