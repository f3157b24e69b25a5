import type { EmbeddingDocument } from "../../embedding/document";
import { vectorProblem } from "../../embedding/index/indexing-problems";
import type { EmbeddingRequest } from "../../embedding/models";
import { hasUnitLength } from "../../embedding/unit-length";
import { type Embedding, embed } from "../aws/bedrock";
import { ApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { vectorIndex } from "../settings/configured-index";
import { modelId } from "../settings/configured-model";
import { storeEmbedding } from "./store-embedding";

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
