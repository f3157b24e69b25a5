/**
 * The limits of S3 Vectors. Where no other page is named:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
 */
export const vectorLimits = {
  requestBytes: 20 * 1024 * 1024,
  dimension: 4_096,
  /** In characters, and in bytes of UTF-8 too. */
  keyLength: 1_024,
  vectorsPerPut: 500,
  vectorsPerDelete: 500,
  vectorsPerGet: 100,
  vectorsPerList: 1_000,
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_ListVectors.html */
  vectorsPerListByDefault: 500,
  /** After which a page of a list ends early: the same page of the API reference. */
  listedBytes: 1024 * 1024,
  listSegments: 16,
  resourcesPerList: 500,
  topK: 10_000,
  vectorsPerQueryPage: 100,
  metadataKeys: 50,
  metadataBytes: 40 * 1024,
  filterableMetadataBytes: 2 * 1024,
  /** In an index of the mode ENHANCED: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-metadata-filtering.html */
  filterConstraints: 100,
  nonFilterableKeys: 10,
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_MetadataConfiguration.html */
  nonFilterableKeyLength: 63,
} as const;
