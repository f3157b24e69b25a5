import type { UpstreamAnswer } from "./upstream";

/** What S3 answers to ListObjectsV2, with these keys of 10 bytes each. */
export function listing(keys: readonly string[], truncated = false): UpstreamAnswer {
  const contents = keys.map(
    (key) =>
      `<Contents><Key>${key}</Key><Size>10</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`,
  );
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body:
      `<?xml version="1.0"?><ListBucketResult><KeyCount>${keys.length}</KeyCount>` +
      `<IsTruncated>${truncated}</IsTruncated>${contents.join("")}</ListBucketResult>`,
  };
}
