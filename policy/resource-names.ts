/** What S3 asks of a name: a pattern that it must match, and what one that does not is like. */
type NameRule = readonly [pattern: RegExp, problem: string];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-buckets-naming.html */
const ofVectors: readonly NameRule[] = [
  [/^.{3,63}$/s, "does not have 3 to 63 characters"],
  // Dots, which the name of an index may have, are refused as in that of a bucket.
  [/^[a-z0-9-]+$/, "has characters other than lowercase letters, digits and hyphens"],
  [/^[a-z0-9].*[a-z0-9]$/, "does not begin and end with a letter or digit"],
];

/** Dots would break TLS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const ofBuckets: readonly NameRule[] = [
  ...ofVectors,
  [/^(?!xn--|sthree-|amzn-s3-demo-)/, "starts with a prefix that AWS reserves"],
  [/(?<!-s3alias|--ol-s3|--x-s3|--table-s3)$/, "ends with a suffix that AWS reserves"],
];

/** Why S3 would refuse a bucket of this name, or undefined where it is valid. */
export function bucketNameFault(name: string): string | undefined {
  return problemOf(name, ofBuckets);
}

/** Why S3 Vectors would refuse a vector bucket or an index of this name, or undefined where it is valid. */
export function vectorNameFault(name: string): string | undefined {
  return problemOf(name, ofVectors);
}

function problemOf(name: string, rules: readonly NameRule[]): string | undefined {
  return rules.find(([pattern]) => !pattern.test(name))?.[1];
}
