import type { GetOutputVector } from "@aws-sdk/client-s3vectors";
import type { VectorMetadata, VectorMetadataValue } from "../../embedding/index/carried-metadata";

/**
 * What a vector of an answer carries, with the numbers that were put. Of those beyond 2^53, and of those with more digits
 * than a 64-bit float tells apart, the SDK makes a bigint, or an object whose text they are.
 */
export function vectorMetadata(metadata: GetOutputVector["metadata"]): VectorMetadata {
  return Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): VectorMetadataValue {
  if (Array.isArray(value)) return value.map(plain) as string[] | number[];
  return typeof value === "bigint" || typeof value === "object" ? Number(value) : (value as VectorMetadataValue);
}
