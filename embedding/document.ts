import type * as z from "zod/mini";
import type { metadata } from "./metadata";
import type { Purpose } from "./models/model";
import { hasUnitLength } from "./unit-length";
import type { Vector } from "./vector";

/** What this service stores: the object `embeddings/{embedding_id}.json`. */
export interface EmbeddingDocument {
  readonly id: string;
  /** The text that was embedded. */
  readonly text: string;
  readonly embedding: Vector;
  /** The vector's length. */
  readonly dimension: number;
  /** The Bedrock model id; null for a vector that was computed elsewhere. */
  readonly model: string | null;
  /** What the vector is for; null for one that was computed elsewhere. */
  readonly input_type: Purpose | null;
  /** The text's length in the model's tokens; null where it is not known. */
  readonly input_token_count: number | null;
  /** Whether the end of the text was left out. */
  readonly truncated: boolean;
  /** Whether the vector has unit length. */
  readonly normalized: boolean;
  readonly metadata: z.infer<typeof metadata> | undefined;
  /** When it was stored, in ISO 8601. */
  readonly created_at: string;
}

/** What an embedding is of. */
type Content = Pick<EmbeddingDocument, "id" | "text" | "metadata">;

/** What a vector says of its document: all but what it is of, and when it was stored. */
export type VectorFields = Omit<EmbeddingDocument, keyof Content | "created_at">;

/** A document that is to be stored now. */
export function newDocument({ id, text, metadata }: Content, fields: VectorFields): EmbeddingDocument {
  return { id, text, ...fields, metadata, created_at: new Date().toISOString() };
}

/** A text as a model has just embedded it. */
export interface GeneratedArgs {
  readonly vector: Vector;
  /** The Bedrock model id. */
  readonly model: string;
  readonly inputTokens: number | undefined;
  readonly truncated: boolean;
}

/** The fields of a vector that a model has just made. */
export function generatedFields({ vector, model, inputTokens, truncated }: GeneratedArgs): VectorFields {
  return fieldsOf(vector, { model, input_type: "document", input_token_count: inputTokens ?? null, truncated });
}

/** The fields of a vector that was computed elsewhere. */
export function computedFields(vector: Vector): VectorFields {
  return fieldsOf(vector, { model: null, input_type: null, input_token_count: null, truncated: false });
}

/** What is known of a vector, and what it says itself. */
function fieldsOf(
  vector: Vector,
  known: Pick<VectorFields, "model" | "input_type" | "input_token_count" | "truncated">,
): VectorFields {
  return { embedding: vector, dimension: vector.length, ...known, normalized: hasUnitLength(vector) };
}
