import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { metadata } from "../../../embedding/metadata";
import { text } from "../../../embedding/text";
import { checkTogether, type Problems } from "../../http/check-together";
import { dimensions, inputType, modelName, truncate } from "../../http/generation-fields";
import { ifChanged, storedProblems, storeInS3, storingProblems, storingSchema } from "../../http/storing-fields";

/** The most items of one batch. */
const maxItems = 100;

const batchItem = described(
  z.strictObject({ text, embedding_id: z.optional(embeddingId), metadata: z.optional(metadata) }),
  { id: "BatchItem" },
);

export type BatchItem = z.infer<typeof batchItem>;

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
      checkTogether((request) => ({
        ...itemProblems(request.store_in_s3, request.items),
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

/** What is wrong with the items of a batch together, if anything. */
function itemProblems(stores: boolean | undefined, items: readonly BatchItem[]): Problems {
  const firstIndexes = new Map<string, number>();
  const problems = items.map((item, index) => {
    const { embedding_id: id } = item;
    const first = stores && id !== undefined ? firstIndexes.get(id) : undefined;
    if (id !== undefined && first === undefined) firstIndexes.set(id, index);
    const twice = first === undefined ? {} : { embedding_id: `is the id of items.${first} too` };
    return Object.entries({ ...storedProblems(stores, item), ...twice }).map(
      ([field, message]) => [`items.${index}.${field}`, message] as const,
    );
  });
  return Object.fromEntries(problems.flat());
}
