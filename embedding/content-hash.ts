import { createHash } from "node:crypto";
import type { Purpose } from "./models/model";
import type { Vector } from "./vector";

/** What a vector is of, and how it was made. */
export interface HashedContent {
  readonly text: string;
  /** The Bedrock model id; this and the next two are null for a vector that was computed elsewhere. */
  readonly model: string | null;
  readonly input_type: Purpose | null;
  /** Whether unit length was asked for. */
  readonly normalize: boolean | null;
  /** Whether the end of the text was left out. */
  readonly truncated: boolean;
  readonly embedding: Vector;
}

/**
 * Tells whether an object holds the vector that a request would make: no other text, model or option has this hash, and no
 * object whose text or vector was changed by others. It does not depend on how the numbers are spelled.
 */
export function contentHash({ text, model, input_type, normalize, truncated, embedding }: HashedContent): string {
  return (
    createHash("sha256")
      .update(JSON.stringify([text, model, input_type, normalize, truncated]))
      // JSON has no -0 of numbers that were computed.
      .update(Float64Array.from(embedding, (value) => value + 0))
      .digest("base64url")
  );
}
