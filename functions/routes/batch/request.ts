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

/** The most items of one batch. */
const maxItems = 100;

const batchItem = described(
  z.strictObject({ text, embedding_id: z.optional(embeddingId), metadata: z.optional(metadata) }),
  { id: "BatchItem" },
);

export type BatchItem = z.infer<typeof batchItem>;

/** What JSON Schema is to ask of each item of a batch. */
const eachItem = (schema: object) => ({
  properties: { items: { type: "array", items: { type: "object", ...schema } } },
});

/** The body of `POST /embeddings/batch`. */
export const batchRequest = described(
  z
    .strictObject({
      items: z.array(batchItem, { error: "must be an array of items" }).check(
        z.minLength(1, { error: `must have 1 to ${maxItems} items` }),
        z.maxLength(maxItems, {
          error: ({ input }) => `must have 1 to ${maxItems} items and has ${(input as unknown[]).length}`,
        }),
      ),
      store_in_s3: storeInS3,
      if_changed: ifChanged,
      model: z.optional(modelName),
      dimensions: z.optional(dimensions),
      input_type: inputType,
      truncate,
    })
    .check(
      z.superRefine(({ items, store_in_s3, if_changed, input_type }, context) => {
        const refuse = (path: (string | number)[], message: string | undefined) => {
          if (message) context.addIssue({ code: "custom", path, message });
        };
        refuse(["input_type"], purposeProblem(store_in_s3, input_type));
        refuse(["if_changed"], conditionProblem(store_in_s3, if_changed));
        const firstIndexes = new Map<string | undefined, number>();
        for (const [index, { embedding_id: id }] of items.entries()) {
          const first = store_in_s3 ? firstIndexes.get(id) : undefined;
          const message =
            storingProblem(store_in_s3, id) ?? (first === undefined ? undefined : `is the id of items.${first} too`);
          refuse(["items", index, "embedding_id"], message);
          if (!message) firstIndexes.set(id, index);
        }
      }),
    ),
  {
    id: "BatchRequest",
    override: whereStored(
      eachItem({ required: ["embedding_id"] }),
      // Nor is it said that nothing is to be stored.
      { if: { required: ["store_in_s3"] }, else: eachItem({ properties: { embedding_id: false } }) },
    ),
  },
);
