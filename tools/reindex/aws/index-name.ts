import { CommandError } from "../../command/command-error";

/** How a vector index is called, in the fields of S3 Vectors' requests. */
export type IndexName =
  | { readonly indexArn: string; readonly region: string }
  | { readonly vectorBucketName: string; readonly indexName: string };

const bucket = "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]";
const index = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
const arn = new RegExp(`^arn:[a-z-]+:s3vectors:([a-z0-9-]+):\\d{12}:bucket/${bucket}/index/${index}$`);
const pair = new RegExp(`^(${bucket})/(${index})$`);

/**
 * The index that an ARN or `VECTORBUCKET/INDEX` names. Throws a {@link CommandError} for anything else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
 */
export function parseIndexName(text: string): IndexName {
  const [, region] = arn.exec(text) ?? [];
  if (region !== undefined) return { indexArn: text, region };
  const [, vectorBucketName, indexName] = pair.exec(text) ?? [];
  if (vectorBucketName !== undefined && indexName !== undefined) return { vectorBucketName, indexName };
  throw new CommandError(
    "set it to the index's ARN, arn:aws:s3vectors:REGION:ACCOUNT:bucket/VECTORBUCKET/index/INDEX, or to VECTORBUCKET/INDEX",
  );
}
