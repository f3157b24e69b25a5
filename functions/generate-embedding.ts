import { type Embedding, embed } from "./bedrock";
import { modelId } from "./configured-model";
import type { EmbeddingRequest } from "./embedding-models";
import { ApiError } from "./errors";
import { vectorProblem } from "./indexing-problems";
import type { RequestContext } from "./request-context";
import type { EmbeddingDocument } from "./schemas/embedding";
import { storeEmbedding } from "./store-embedding";
import { hasUnitLength } from "./unit-length";
import { vectorIndex } from "./vector-index";

/** A text to embed and where to keep the result. */
export interface GenerateArgs extends EmbeddingRequest {
  /** The id to store under; null stores nothing. */
  readonly storeAs: string | null;
  /** Whether to store only where nothing is stored under the id. */
  readonly createOnly: boolean;
  readonly metadata: EmbeddingDocument["metadata"];
}

/** An embedding and, where it was stored, the key of its object and what that holds. */
export interface GeneratedEmbedding extends Embedding {
  readonly s3Key: string | null;
  readonly document: EmbeddingDocument | null;
}

/**
 * Embeds a text with the configured model and stores the result where asked; to index it is left to the caller. Throws an
 * {@link ApiError}.
 */
export async function generateEmbedding(args: GenerateArgs, context: RequestContext): Promise<GeneratedEmbedding> {
  const { text, dimension, storeAs, createOnly, metadata } = args;
  const embedding = await embed(args, context);
  if (storeAs === null) return { ...embedding, s3Key: null, document: null };
  requireIndexableOutput(embedding.vector);
  const document = {
    id: storeAs,
    text,
    embedding: embedding.vector,
    dimension,
    model: modelId,
    input_token_count: embedding.inputTokenCount,
    normalized: hasUnitLength(embedding.vector),
    metadata,
    created_at: new Date().toISOString(),
  };
  return { ...embedding, s3Key: await storeEmbedding(document, { createOnly }, context), document };
}

function requireIndexableOutput(vector: readonly number[]): void {
  const problem = vectorIndex && vectorProblem(vector);
  if (!problem) return;
  throw new ApiError("model_output_invalid", "The model returned a vector that the vector index cannot hold.", {
    cause: new Error(`The vector ${problem}`),
  });
}
