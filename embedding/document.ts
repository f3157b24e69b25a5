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

/** What is known of an embedding before it is stored. */
export interface DocumentArgs extends Pick<EmbeddingDocument, "id" | "text" | "metadata"> {
  readonly vector: Vector;
}

/** What a model says of an embedding. */
export interface GeneratedArgs extends DocumentArgs {
  /** The Bedrock model id. */
  readonly model: string;
  readonly inputTokens: number | undefined;
  readonly truncated: boolean;
}

/** The document of an embedding that a model has just made. */
export function generatedDocument({ model, inputTokens, truncated, ...args }: GeneratedArgs): EmbeddingDocument {
  return document(args, {
    model,
    input_type: "document",
    input_token_count: inputTokens ?? null,
    truncated,
  });
}

/** The document of a vector that was computed elsewhere. */
export function computedDocument(args: DocumentArgs): EmbeddingDocument {
  return document(args, { model: null, input_type: null, input_token_count: null, truncated: false });
}

function document(
  { id, text, vector, metadata }: DocumentArgs,
  origin: Pick<EmbeddingDocument, "model" | "input_type" | "input_token_count" | "truncated">,
): EmbeddingDocument {
  return {
    id,
    text,
    embedding: vector,
    dimension: vector.length,
    ...origin,
    normalized: hasUnitLength(vector),
    metadata,
    created_at: new Date().toISOString(),
  };
}
