import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { embeddingId } from "../../embedding/embedding-id";
import { offeredDimensions } from "../../embedding/models";
import { type Purpose, purposes, truncations } from "../../embedding/models/model";

/** The vector lengths that the supported models offer. */
export const dimensions = described(
  z.literal([...offeredDimensions], { error: `must be one of ${offeredDimensions.join(", ")}` }),
  {
    id: "Dimensions",
    description:
      "The vector's length, of those that the model offers; by default that of the vector index, where there is one of this model, " +
      "else the model's own default. A vector that is stored must have the length of the index",
  },
);

/** Which model of the service a request means; left out, the one that it stores and searches with. */
export const modelName = described(z.string({ error: "must be a string" }), {
  id: "ModelName",
  description:
    "The model, by its Bedrock model id, the id of its inference profile or an alias, of those that `GET /v1/models` lists; by " +
    "default the one that the service stores and searches with, which alone can be stored and searched",
});

/** What a text is embedded for; left out, to be found. */
export const inputType = described(
  z._default(z.enum(purposes, { error: 'must be "document" or "query"' }), "document"),
  {
    id: "InputType",
    description:
      "What the vector is for: to be stored and found, or to find by. Some models embed the same words differently. What is " +
      "stored is a document",
  },
);

/** What becomes of a text that is too long for the model; left out, it is refused. */
export const truncate = described(z._default(z.enum(truncations, { error: 'must be "none" or "end"' }), "none"), {
  id: "Truncate",
  description: "Whether a text that is too long for the model is refused, or embedded without its end",
});

/** Whether to keep what a request generates; left out is false. */
export const storeInS3 = described(z.optional(z.boolean({ error: "must be true or false" })), {
  id: "StoreInS3",
  description: "Whether to keep the embedding; required with an embedding_id, which says where",
  default: false,
});

/** Whether to store only what differs from what is stored; left out is false. */
export const ifChanged = described(z.optional(z.boolean({ error: "must be true or false" })), {
  id: "IfChanged",
  description:
    "Whether to store only what differs from what is stored. Where the text, the vector's options and the metadata are those " +
    "of the object, and the vector index holds it, nothing is embedded and nothing written; where only the metadata differ, " +
    "nothing is embedded. An object that does not say what it was made of counts as different",
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

/** What is wrong with a condition for storing, if anything. */
export function conditionProblem(stores: boolean | undefined, ifChanged: boolean | undefined): string | undefined {
  return ifChanged && !stores ? "needs store_in_s3, without which nothing is stored" : undefined;
}

/** What is wrong with the purpose of what a request is to store, if anything: who searches compares with documents. */
export function purposeProblem(stores: boolean | undefined, purpose: Purpose): string | undefined {
  return stores && purpose === "query" ? 'must be "document" with store_in_s3: a query is not stored' : undefined;
}

/** What JSON Schema is to ask of an object's fields, and more. */
interface FieldsSchema {
  readonly properties?: object;
  readonly required?: string[];
  readonly [keyword: string]: unknown;
}

/** What else JSON Schema is to ask of a request that keeps what it generates, and of one that does not. */
export function whereStored({ properties, ...schema }: FieldsSchema, otherwise: FieldsSchema = {}) {
  return {
    if: { properties: { store_in_s3: { const: true } }, required: ["store_in_s3"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { ...schema, properties: { ...properties, input_type: { const: "document" } } },
    else: { ...otherwise, properties: { if_changed: { const: false } } },
  };
}
