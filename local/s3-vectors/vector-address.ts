import type { VectorCatalog } from "./vector-catalog";
import type { CataloguedIndex } from "./vector-resources";
import { VectorsError } from "./vectors-error";

/** How a request says which bucket it is about. */
export interface BucketAddress {
  readonly vectorBucketName?: string | undefined;
  readonly vectorBucketArn?: string | undefined;
}

/** How a request says which index it is about. */
export interface IndexAddress {
  readonly vectorBucketName?: string | undefined;
  readonly indexName?: string | undefined;
  readonly indexArn?: string | undefined;
}

/** The name of a bucket, which need not be there. Throws where the request does not say one. */
export function addressedBucket(catalog: VectorCatalog, address: BucketAddress): string {
  const { vectorBucketName, vectorBucketArn } = address;
  if ((vectorBucketName === undefined) === (vectorBucketArn === undefined)) {
    throw new VectorsError(
      "ValidationException",
      "Must specify either vectorBucketName or vectorBucketArn but not both",
    );
  }
  if (vectorBucketArn === undefined) return vectorBucketName as string;
  const { bucket, index } = parseArn(vectorBucketArn);
  if (index !== undefined) throw invalidArn();
  if (vectorBucketArn !== catalog.bucketArn(bucket)) {
    throw new VectorsError("NotFoundException", "The specified vector bucket could not be found");
  }
  return bucket;
}

/** An index. Throws where the request does not say which, or there is none. */
export function addressedIndex(catalog: VectorCatalog, address: IndexAddress): CataloguedIndex {
  const { vectorBucketName, indexName, indexArn } = address;
  const named = vectorBucketName !== undefined || indexName !== undefined;
  if (named ? indexArn !== undefined || !vectorBucketName || !indexName : indexArn === undefined) {
    throw new VectorsError(
      "ValidationException",
      "Must specify either indexArn or both vectorBucketName and indexName",
    );
  }
  if (indexArn === undefined) return catalog.index(vectorBucketName as string, indexName as string);
  const { bucket, index } = parseArn(indexArn);
  if (index === undefined) throw invalidArn();
  const found = catalog.index(bucket, index);
  if (found.arn === indexArn) return found;
  throw new VectorsError("NotFoundException", "The specified index could not be found");
}

const name = "[a-z0-9][a-z0-9-.]{1,61}[a-z0-9]";
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_GetIndex.html */
const arnPattern = new RegExp(
  `^arn:aws[-a-z0-9]*:s3vectors:[a-z0-9-]+:[0-9]{12}:bucket/(?<bucket>${name})(?:/index/(?<index>${name}))?$`,
);

function parseArn(arn: string): { readonly bucket: string; readonly index: string | undefined } {
  const groups = arnPattern.exec(arn)?.groups;
  if (!groups) throw invalidArn();
  return { bucket: groups["bucket"] as string, index: groups["index"] };
}

function invalidArn(): VectorsError {
  return new VectorsError("ValidationException", "Invalid ARN");
}
