import type { Model } from "../../aws/bedrock";
import type { CalledReranker } from "../../aws/rerank";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";

/** What a search is made in. */
export interface SearchedStore {
  readonly index: Index;
  readonly bucket: Bucket;
  /** Embeds what is searched for. */
  readonly model: Model;
  /**
   * What the results are ordered again by.
   * @default nothing
   */
  readonly reranked?: RerankedSearch | undefined;
}

/** How a search is ordered again. */
export interface RerankedSearch {
  readonly model: CalledReranker;
  /** The most that are. */
  readonly candidates: number;
  /** Whether the search does without where the model does not answer. */
  readonly fallback: boolean;
}
