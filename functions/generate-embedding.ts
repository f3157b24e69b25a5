import { type Embedding, embed } from "./bedrock";
import { modelId } from "./configured-model";
import type { EmbeddingRequest } from "./embedding-models";
import { putEmbedding } from "./put-embedding";
import type { RequestContext } from "./request-context";
import type { EmbeddingDocument } from "./schemas/embedding";

/** A text to embed and where to keep the result. */
export interface GenerateArgs extends EmbeddingRequest {
  /** The id to store under; null stores nothing. */
  readonly storeAs: string | null;
  /** Whether to store only where nothing is stored under the id. */
  readonly createOnly: boolean;
  readonly metadata: EmbeddingDocument["metadata"];
}

/** An embedding and the key of the object that holds it, if any does. */
export interface GeneratedEmbedding extends Embedding {
  readonly s3Key: string | null;
}

/** Embeds a text with the configured model and stores the result where asked. Throws an {@link ApiError}. */
export async function generateEmbedding(args: GenerateArgs, context: RequestContext): Promise<GeneratedEmbedding> {
  const { text, dimension, storeAs, createOnly, metadata } = args;
  const embedding = await embed(args, context);
  if (storeAs === null) return { ...embedding, s3Key: null };
  const document = {
    id: storeAs,
    text,
    embedding: embedding.vector,
    dimension,
    model: modelId,
    input_token_count: embedding.inputTokenCount,
    metadata,
    created_at: new Date().toISOString(),
  };
  return { ...embedding, s3Key: await putEmbedding(document, { createOnly }, context) };
}
