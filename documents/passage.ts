import type { EmbeddingDocument } from "../embedding/document";

/** A text to embed and store. */
export interface Passage {
  /** The id of its embedding. */
  readonly id: string;
  readonly text: string;
  readonly metadata?: NonNullable<EmbeddingDocument["metadata"]>;
  /** Where it was read, as `file:line`. */
  readonly location: string;
}
