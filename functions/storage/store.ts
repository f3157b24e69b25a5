import type { Bucket } from "../aws/s3";
import type { Index } from "../aws/s3-vectors";

/** Where embeddings are: the bucket is the truth, and the index is derived from it. */
export interface Store {
  readonly bucket: Bucket;
  /** Undefined where there is none, and so no search. */
  readonly index: Index | undefined;
}
