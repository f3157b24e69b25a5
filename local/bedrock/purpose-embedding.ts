import type { Encoder } from "../model/encoder";
import { ofLength } from "../model/of-length";

/** Arguments of {@link purposeEmbedding}. */
export interface PurposeEmbeddingArgs {
  readonly encoder: Encoder;
  readonly model: string;
  readonly dimension: number;
  /** What the model embeds for. */
  readonly purposes: readonly string[];
  readonly purpose: string;
}

/** The cosine similarity of the same words for two purposes, measured on `cohere.embed-multilingual-v3`. */
const similarityOfPurposes = 0.859;

/**
 * An embedding of unit length that depends on what it is for, as those of Cohere and Nova do: the text fills all
 * positions but the last ones, of which each purpose has one. So the same words come out close and never equal for
 * two purposes, and for all texts of one purpose the order by similarity is that of their words alone.
 */
export async function purposeEmbedding(text: string, args: PurposeEmbeddingArgs): Promise<number[]> {
  const { encoder, model, dimension, purposes, purpose } = args;
  const encoded = await encoder.encode(text, { dimension: dimension - purposes.length, space: model });
  return [
    ...ofLength(encoded, Math.sqrt(similarityOfPurposes)),
    ...purposes.map((name) => (name === purpose ? Math.sqrt(1 - similarityOfPurposes) : 0)),
  ].map(Math.fround);
}
