import type { Model } from "../../aws/bedrock";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";

/** What a search is made in. */
export interface SearchedStore {
  readonly index: Index;
  readonly bucket: Bucket;
  /** Embeds what is searched for. */
  readonly model: Model;
}
