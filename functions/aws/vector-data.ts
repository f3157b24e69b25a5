import type { VectorData } from "@aws-sdk/client-s3vectors";

/**
 * The numbers of a vector of an answer. Of integers beyond 2^53, as large floats may be written, the SDK makes a bigint, and of
 * those with more digits than a 64-bit float tells apart an object whose text they are.
 */
export function vectorData(data: VectorData | undefined): readonly number[] | undefined {
  const numbers: readonly unknown[] | undefined = data?.float32;
  return numbers?.every((value) => typeof value === "number") ? numbers : numbers?.map(Number);
}
