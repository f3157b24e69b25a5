import { lexicalEmbedding } from "./lexical-embedding";

/** Arguments of {@link purposeEmbedding}. */
export interface PurposeEmbeddingArgs {
  readonly model: string;
  readonly dimension: number;
  /** What the model embeds for. */
  readonly purposes: readonly string[];
  readonly purpose: string;
}

/** The cosine similarity of the same words for two purposes, measured on `cohere.embed-multilingual-v3`. */
const similarityOfPurposes = 0.859;

/**
 * An embedding of unit length that depends on what it is for, as those of Cohere and Nova do: the words fill all
 * positions but the last ones, of which each purpose has one. So the same words come out close and never equal for
 * two purposes, and for all texts of one purpose the order by similarity is that of their words alone.
 */
export function purposeEmbedding(text: string, args: PurposeEmbeddingArgs): number[] {
  const { model, dimension, purposes, purpose } = args;
  const words = lexicalEmbedding(text, dimension - purposes.length, true, model);
  const weight = Math.sqrt(similarityOfPurposes);
  return [
    ...words.map((value) => value * weight),
    ...purposes.map((name) => (name === purpose ? Math.sqrt(1 - similarityOfPurposes) : 0)),
  ].map(Math.fround);
}
