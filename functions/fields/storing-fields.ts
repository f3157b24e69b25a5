import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { embeddingId } from "../../embedding/embedding-id";
import type { Purpose } from "../../embedding/models/model";
import type { Problems } from "./check-together";

/** Whether to keep what a request generates; left out is false. */
export const storeInS3 = described(z.optional(z.boolean({ error: "must be true or false" })), {
  id: "StoreInS3",
  description:
    "Whether to keep the embedding; required with an embedding_id, metadata or expires_at, which say where, with what and for how long",
  default: false,
});

/** Whether to store only what differs from what is stored; left out is false. */
export const ifChanged = described(z.optional(z.boolean({ error: "must be true or false" })), {
  id: "IfChanged",
  description:
    "Whether to store only what differs from what is stored. Where the text, the vector's options, the metadata and `expires_at` are " +
    "those of the object, and the vector index holds it, nothing is embedded and nothing written; where only the metadata or " +
    "`expires_at` differ, nothing is embedded. An object that does not say what it was made of counts as different",
  default: false,
});

/** What a request that generates says of storing. */
interface StoringArgs {
  readonly store_in_s3?: boolean | undefined;
  readonly if_changed?: boolean | undefined;
  readonly input_type: Purpose;
}

/** What it says of one embedding that it may store. */
interface StoredArgs {
  readonly embedding_id?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly expires_at?: unknown;
}

/** Why a field is refused that says how to store, of a request that does not. */
export const needsStoring = "needs store_in_s3, without which nothing is stored";

/** What is wrong with how a request is to store, if anything: who searches compares with documents. */
export function storingProblems({ store_in_s3: stores, if_changed: ifChanged, input_type }: StoringArgs): Problems {
  return {
    if_changed: ifChanged && !stores ? needsStoring : undefined,
    input_type:
      stores && input_type === "query" ? 'must be "document" with store_in_s3: a query is not stored' : undefined,
  };
}

/**
 * What is wrong with what a request has to store, if anything: an id, metadata or an end alone do not say whether to, and who meant
 * to would not notice that nothing is stored.
 */
export function storedProblems(
  stores: boolean | undefined,
  { embedding_id, metadata = {}, expires_at }: StoredArgs,
): Problems {
  const unsaid = "set store_in_s3 to true to store it, or to false not to";
  if (stores) return { embedding_id: embedding_id === undefined ? "is required with store_in_s3" : undefined };
  if (stores !== undefined) return {};
  return {
    embedding_id: embeddingId.safeParse(embedding_id).success ? `is where to store it: ${unsaid}` : undefined,
    metadata: Object.keys(metadata).length > 0 ? `is what to store with it: ${unsaid}` : undefined,
    expires_at: expires_at === undefined ? undefined : `is until when to store it: ${unsaid}`,
  };
}

type SchemaType = "object" | "array" | "string" | "null";

/** What JSON Schema asks of an object. */
interface ObjectSchema {
  readonly properties?: Record<string, ObjectSchema>;
  readonly type?: SchemaType | SchemaType[];
  readonly items?: ObjectSchema;
  readonly required?: string[];
  readonly maxProperties?: number;
}

/** These problems as JSON Schema; `stored` says it of the place where a request has what it stores. */
export function storingSchema(stored: (schema: ObjectSchema) => ObjectSchema = (schema) => schema) {
  const { properties, ...then } = stored({
    required: ["embedding_id"],
    properties: { embedding_id: { type: "string" } },
  });
  return {
    if: { properties: { store_in_s3: { const: true } }, required: ["store_in_s3"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { ...then, properties: { ...properties, input_type: { enum: ["document", null] } } },
    else: {
      properties: { if_changed: { enum: [false, null] } },
      if: { properties: { store_in_s3: { type: "boolean" as const } }, required: ["store_in_s3"] },
      else: stored({
        properties: {
          embedding_id: { type: "null" },
          metadata: { type: ["object", "null"], maxProperties: 0 },
          expires_at: { type: "null" },
        },
      }),
    },
  };
}
