/** The most that a vector carries, and the most of it that can be filtered by, in bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxCarriedBytes = 40 * 1_024;
export const maxFilterableBytes = 2 * 1_024;

/** A value of metadata; a list has strings or numbers. */
type MetadataValue = string | number | boolean | readonly (string | number)[];

/**
 * The size of metadata in bytes as S3 Vectors counts it, which is not that of its JSON. AWS does not document it; these
 * are the figures that moto's tests against AWS give: https://github.com/getmoto/moto/tree/master/tests/test_s3vectors
 */
export function metadataBytes(metadata: Readonly<Record<string, MetadataValue>>): number {
  return Object.entries(metadata).reduce(
    (sum, [key, value]) => sum + 8 + Buffer.byteLength(key) + valueBytes(value),
    4,
  );
}

function valueBytes(value: MetadataValue): number {
  switch (typeof value) {
    case "string":
      return Buffer.byteLength(value);
    case "number":
      return 4;
    case "boolean":
      return 0;
    default:
      return value.reduce<number>((sum, item) => sum + 4 + valueBytes(item), 0);
  }
}
