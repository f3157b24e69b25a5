/** The name of a project's vector bucket. */
export function vectorBucketNameOf(project: string): string {
  return `${project}-vectors`;
}

/**
 * Why S3 Vectors would refuse a vector bucket or an index of this name, or undefined where it is valid. Stricter than
 * S3 Vectors in one point: no dots, which it allows in the names of indexes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-buckets-naming.html
 */
export function vectorNameProblem(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return `has ${name.length} characters instead of 3 to 63`;
  if (!/^[a-z0-9-]+$/.test(name)) return "has characters other than lowercase letters, digits and hyphens";
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return "does not begin and end with a letter or digit";
  return undefined;
}
