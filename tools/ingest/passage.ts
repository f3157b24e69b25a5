import { createHash } from "node:crypto";
import type { EmbeddingDocument } from "../../embedding/document";

/** A text to embed and store. */
export interface Passage {
  /** The id of its embedding. */
  readonly id: string;
  readonly text: string;
  readonly metadata?: NonNullable<EmbeddingDocument["metadata"]>;
  /** Where it was read, as `file:line`. */
  readonly location: string;
}

/** Tells whether a passage is as it was: a hash of all that is stored of it. */
export function contentHash({ text, metadata }: Passage): string {
  const fields = Object.entries(metadata ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([text, fields]))
    .digest("hex");
}
