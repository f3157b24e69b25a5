import type * as z from "zod/mini";
import { contentHash, type HashedContent } from "./content-hash";
import type { Expiring } from "./expiry";
import type { metadata } from "./metadata";
import type { Purpose } from "./models/model";
import { hasUnitLength } from "./unit-length";
import type { Vector } from "./vector";

/** What this service stores: the object `embeddings/{embedding_id}.json`. */
export interface EmbeddingDocument extends Expiring {
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
  /** Of the text, the vector and how that was made: see {@link contentHash}. */
  readonly content_hash: string;
  readonly metadata: z.infer<typeof metadata> | undefined;
  /** When it was stored, in ISO 8601. */
  readonly created_at: string;
}

/** What an embedding is of. */
type Content = Pick<EmbeddingDocument, "id" | "text" | "metadata" | "expires_at">;

/** What a vector says of its document: all but what it is of, and when it was stored. */
export type VectorFields = Omit<EmbeddingDocument, keyof Content | "created_at">;

/** A document that is to be stored now. */
export function newDocument({ id, text, metadata, expires_at }: Content, fields: VectorFields): EmbeddingDocument {
  return { id, text, ...fields, metadata, expires_at, created_at: new Date().toISOString() };
}

/** A text as a model has just embedded it. */
export interface GeneratedArgs {
  readonly text: string;
  readonly vector: Vector;
  /** The Bedrock model id. */
  readonly model: string;
  /** Whether unit length was asked for. */
  readonly normalize: boolean;
  readonly inputTokens: number | undefined;
  readonly truncated: boolean;
}

/** The fields of a vector that a model has made. */
export function generatedFields(args: GeneratedArgs): VectorFields {
  const { text, vector, model, normalize, inputTokens = null, truncated } = args;
  return fieldsOf(
    { text, embedding: vector, model, input_type: "document", normalize, truncated },
    { input_token_count: inputTokens },
  );
}

/** The fields of a vector that was computed elsewhere from a text. */
export function computedFields(text: string, vector: Vector): VectorFields {
  return fieldsOf({ ...computedElsewhere, text, embedding: vector, truncated: false }, { input_token_count: null });
}

/** What is not known of a vector that was computed elsewhere. */
export const computedElsewhere = { model: null, input_type: null, normalize: null } as const;

/** What is known of a vector, and what it says itself. */
function fieldsOf(content: HashedContent, known: Pick<VectorFields, "input_token_count">): VectorFields {
  const { embedding, model, input_type, truncated } = content;
  return {
    embedding,
    dimension: embedding.length,
    model,
    input_type,
    ...known,
    truncated,
    normalized: hasUnitLength(embedding),
    content_hash: contentHash(content),
  };
}
