import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { expiresAt } from "../../../embedding/expiry";
import { isObject } from "../../../embedding/is-object";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import { checkTogether, type Problems } from "../../fields/check-together";
import { dimensions, inputType, modelName, truncate } from "../../fields/generation-fields";
import { returnEmbedding } from "../../fields/return-embedding";
import { ifChanged, storedProblems, storeInS3, storingProblems, storingSchema } from "../../fields/storing-fields";

/** The most items of one batch. */
const maxItems = 100;

/** One item, which fails alone. */
export const batchItem = described(
  z.strictObject(
    {
      text,
      embedding_id: z.optional(embeddingId),
      metadata: z.optional(metadata),
      expires_at: z.optional(expiresAt),
    },
    { error: "must be an item with a text" },
  ),
  { id: "BatchItem" },
);

export type BatchItem = z.infer<typeof batchItem>;

/** The body of `POST /embeddings/batch`. */
export const batchRequest = described(
  z
    .strictObject({
      // Each is validated by itself.
      items: described(
        z.array(z.unknown(), { error: "must be an array of items" }).check(
          // Zod's own checks of a length are made of whatever has one, also of what is no array.
          z.refine(({ length }) => length >= 1 && length <= maxItems, {
            error: ({ input }) => `must have 1 to ${maxItems} items and has ${(input as unknown[]).length}`,
          }),
        ),
        { override: { items: { $ref: "#/components/schemas/BatchItem" }, minItems: 1, maxItems } },
      ),
      store_in_s3: storeInS3,
      if_changed: ifChanged,
      model: z.optional(modelName),
      dimensions: z.optional(dimensions),
      input_type: inputType,
      truncate,
      return_embedding: returnEmbedding,
    })
    .check(
      checkTogether((request) => ({
        ...(request.store_in_s3 === undefined ? unsaidProblems(request.items) : {}),
        ...storingProblems(request),
      })),
    ),
  {
    id: "BatchRequest",
    override: storingSchema((item) => ({
      properties: { items: { type: "array", items: { type: "object", ...item } } },
    })),
  },
);

/** What is wrong with items that have something to store, of a request that does not say whether to. */
function unsaidProblems(items: readonly unknown[]): Problems {
  const problems = items.flatMap((item, index) => {
    if (!isObject(item)) return [];
    const { embedding_id, metadata, expires_at } = item;
    const stored = { embedding_id, metadata: isObject(metadata) ? metadata : {}, expires_at: expires_at ?? undefined };
    const unsaid = storedProblems(undefined, stored);
    return Object.entries(unsaid).map(([field, message]) => [`items.${index}.${field}`, message] as const);
  });
  return Object.fromEntries(problems);
}
