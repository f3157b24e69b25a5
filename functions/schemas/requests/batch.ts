import * as z from "zod/mini";
import { described } from "../described";
import { embeddingId } from "../embedding-id";
import { dimensions, storeInS3, whereStored } from "../generation";
import { metadata } from "../metadata";
import { text } from "../text";

/** The most items of one batch. */
const maxItems = 100;

const batchItem = described(
  z.strictObject({ text, embedding_id: z.optional(embeddingId), metadata: z.optional(metadata) }),
  { id: "BatchItem" },
);

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
      dimensions: z.optional(dimensions),
    })
    .check(
      z.superRefine(({ items, store_in_s3 }, context) => {
        if (!store_in_s3) return;
        const firstIndexes = new Map<string, number>();
        for (const [index, { embedding_id: id }] of items.entries()) {
          const path = ["items", index, "embedding_id"];
          if (id === undefined) context.addIssue({ code: "custom", path, message: "is required with store_in_s3" });
          else if (firstIndexes.has(id)) {
            context.addIssue({ code: "custom", path, message: `is the id of items.${firstIndexes.get(id)} too` });
          } else firstIndexes.set(id, index);
        }
      }),
    ),
  {
    id: "BatchRequest",
    override: whereStored({
      properties: { items: { type: "array", items: { type: "object", required: ["embedding_id"] } } },
    }),
  },
);
