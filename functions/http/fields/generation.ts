import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";

/** The vector lengths that the supported models offer on request. */
export const dimensions = described(z.literal([256, 512, 1024], { error: "must be 256, 512 or 1024" }), {
  id: "Dimensions",
  description:
    "The vector's length, of those that the model offers; by default that of the vector index, where there is one, else the " +
    "longest. A vector that is stored must have the length of the index",
});

/** Whether to keep what a request generates; left out is false. */
export const storeInS3 = described(z.optional(z.boolean({ error: "must be true or false" })), {
  id: "StoreInS3",
  description: "Whether to keep the embedding; required with an embedding_id, which says where",
  default: false,
});

/**
 * What is wrong with where a request is to store an embedding, if anything: an id alone does not say whether to, and who
 * meant to would not notice that nothing is stored.
 */
export function storingProblem(stores: boolean | undefined, id: string | undefined): string | undefined {
  if (stores && id === undefined) return "is required with store_in_s3";
  return stores === undefined && embeddingId.safeParse(id).success
    ? "is where to store it: set store_in_s3 to true to store it, or to false not to"
    : undefined;
}

/** What else JSON Schema is to ask of a request that keeps what it generates. */
export function whereStored(schema: object) {
  return {
    if: { properties: { store_in_s3: { const: true } }, required: ["store_in_s3"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: schema,
  };
}
