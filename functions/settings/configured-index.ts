import { environmentVariable } from "./environment";

/** The index that the vectors of the stored embeddings are in. */
export interface VectorIndex {
  readonly arn: string;
  /** The Bedrock model id whose vectors it holds. */
  readonly model: string;
  /** The length of its vectors. */
  readonly dimension: number;
}

/** The index that the service is configured with; undefined where it has none, and so no search. */
export const vectorIndex: VectorIndex | undefined = process.env["VECTOR_INDEX_ARN"]
  ? {
      arn: environmentVariable("VECTOR_INDEX_ARN"),
      model: environmentVariable("VECTOR_INDEX_MODEL"),
      dimension: Number(environmentVariable("VECTOR_INDEX_DIMENSION")),
    }
  : undefined;

/** That index; throws while the function starts where there is none. */
export function requireVectorIndex(): VectorIndex {
  if (vectorIndex) return vectorIndex;
  throw new Error("The environment variable VECTOR_INDEX_ARN is not set: a search needs the index that it names");
}
