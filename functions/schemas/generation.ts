import * as z from "zod/mini";
import { described } from "./described";

/** The vector lengths that the supported models offer on request. */
export const dimensions = described(z.literal([256, 512, 1024], { error: "must be 256, 512 or 1024" }), {
  id: "Dimensions",
  description:
    "The vector's length, of those that the model offers; by default that of the vector index, where there is one, else the " +
    "longest. A vector that is stored must have the length of the index",
});

/** Whether to keep what a request generates. */
export const storeInS3 = described(z._default(z.boolean({ error: "must be true or false" }), false), {
  id: "StoreInS3",
  description: "Whether to keep the embedding",
});

/** What else JSON Schema is to ask of a request that keeps what it generates. */
export function whereStored(schema: object) {
  return {
    if: { properties: { store_in_s3: { const: true } }, required: ["store_in_s3"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: schema,
  };
}
