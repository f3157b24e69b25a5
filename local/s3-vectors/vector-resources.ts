import type { DistanceMetric } from "./flat-index";

/** How a bucket or an index is encrypted, as it was asked for: nothing is encrypted on this machine. */
export interface VectorEncryption {
  readonly sseType?: string | undefined;
  readonly kmsKeyArn?: string | undefined;
}

/** A vector bucket. */
export interface CataloguedBucket {
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly encryption: VectorEncryption;
}

/** What an index is made with. */
export interface VectorIndexArgs {
  readonly bucket: string;
  readonly name: string;
  readonly dimension: number;
  readonly metric: DistanceMetric;
  readonly nonFilterableKeys: readonly string[];
  /** @default that of its bucket */
  readonly encryption?: VectorEncryption | undefined;
}

/** An index of a vector bucket. */
export interface CataloguedIndex extends VectorIndexArgs {
  /** Of this index alone, also among those that were deleted. */
  readonly id: number;
  readonly arn: string;
  readonly createdMs: number;
  readonly encryption: VectorEncryption;
}
