import { addressedBucket, addressedIndex } from "./vector-address";
import type { NameRange, VectorCatalog } from "./vector-catalog";
import { vectorLimits } from "./vector-limits";
import type { VectorRequest } from "./vector-requests";
import type { CataloguedBucket, CataloguedIndex } from "./vector-resources";
import type { VectorStore } from "./vector-store";
import { decodeToken, encodeToken } from "./vector-token";
import { invalidField, VectorsError } from "./vectors-error";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-buckets-naming.html */
const bucketNamePattern = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-indexes.html */
const indexNamePattern = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** The operations on buckets and indexes, each of which throws a {@link VectorsError} where it answers one. */
export function vectorResourceOperations(catalog: VectorCatalog, store: VectorStore) {
  return {
    CreateVectorBucket: (request: VectorRequest<"CreateVectorBucket">) => {
      const { vectorBucketName, encryptionConfiguration } = request;
      if (!bucketNamePattern.test(vectorBucketName)) {
        throw invalidField("vectorBucketName", "Invalid vector bucket name");
      }
      checkEncryption(encryptionConfiguration);
      return { vectorBucketArn: catalog.createBucket(vectorBucketName, encryptionConfiguration).arn };
    },

    GetVectorBucket: (request: VectorRequest<"GetVectorBucket">) => {
      const bucket = catalog.bucket(addressedBucket(catalog, request));
      return { vectorBucket: { ...bucketSummary(bucket), encryptionConfiguration: bucket.encryption } };
    },

    ListVectorBuckets: (request: VectorRequest<"ListVectorBuckets">) => {
      const { page, nextToken } = pageOfNames(request, (range) => catalog.buckets(range));
      return { vectorBuckets: page.map(bucketSummary), nextToken };
    },

    DeleteVectorBucket: (request: VectorRequest<"DeleteVectorBucket">) => {
      catalog.deleteBucket(addressedBucket(catalog, request));
      return {};
    },

    CreateIndex: (request: VectorRequest<"CreateIndex">) => {
      const { indexName, dimension, distanceMetric, metadataConfiguration, encryptionConfiguration } = request;
      const bucket = addressedBucket(catalog, request);
      if (!indexNamePattern.test(indexName)) throw invalidField("indexName", "Invalid index name");
      checkEncryption(encryptionConfiguration);
      const { arn } = catalog.createIndex({
        bucket,
        name: indexName,
        dimension,
        metric: distanceMetric,
        nonFilterableKeys: metadataConfiguration?.nonFilterableMetadataKeys ?? [],
        encryption: encryptionConfiguration,
      });
      return { indexArn: arn };
    },

    GetIndex: (request: VectorRequest<"GetIndex">) => {
      const index = addressedIndex(catalog, request);
      const { dimension, metric, nonFilterableKeys, encryption } = index;
      return {
        index: {
          ...indexSummary(index),
          dataType: "float32",
          dimension,
          distanceMetric: metric,
          ...(nonFilterableKeys.length > 0 && {
            metadataConfiguration: { nonFilterableMetadataKeys: nonFilterableKeys },
          }),
          encryptionConfiguration: encryption,
        },
      };
    },

    ListIndexes: (request: VectorRequest<"ListIndexes">) => {
      const bucket = addressedBucket(catalog, request);
      const { page, nextToken } = pageOfNames(request, (range) => catalog.indexes(bucket, range));
      return { indexes: page.map(indexSummary), nextToken };
    },

    DeleteIndex: (request: VectorRequest<"DeleteIndex">) => {
      const index = addressedIndex(catalog, request);
      catalog.deleteIndex(index);
      store.forget(index);
      return {};
    },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_EncryptionConfiguration.html */
function checkEncryption({
  sseType,
  kmsKeyArn,
}: {
  sseType?: string | undefined;
  kmsKeyArn?: string | undefined;
} = {}) {
  if ((sseType === "aws:kms") === (kmsKeyArn !== undefined)) return;
  throw invalidField(
    "EncryptionConfiguration",
    kmsKeyArn === undefined
      ? "kmsKeyArn must be specified when sseType is aws:kms."
      : "kmsKeyArn must not be specified when sseType is AES256.",
  );
}

/** A page of the resources that `list` has, and the token of the next one where there is any. */
function pageOfNames<Resource extends { readonly name: string }>(
  request: Pick<VectorRequest<"ListVectorBuckets">, "maxResults" | "nextToken" | "prefix">,
  list: (range: NameRange) => Resource[],
): { readonly page: readonly Resource[]; readonly nextToken: string | undefined } {
  const { maxResults = vectorLimits.resourcesPerList, nextToken, prefix } = request;
  const after = nextToken === undefined ? "" : decodeToken(nextToken);
  const resources = list({ prefix, after, limit: maxResults + 1 });
  const page = resources.slice(0, maxResults);
  const last = page.at(-1);
  return { page, nextToken: last && resources.length > maxResults ? encodeToken(last.name) : undefined };
}

function bucketSummary({ name, arn, createdMs }: CataloguedBucket) {
  return { vectorBucketName: name, vectorBucketArn: arn, creationTime: createdMs / 1000 };
}

function indexSummary({ bucket, name, arn, createdMs }: CataloguedIndex) {
  return { vectorBucketName: bucket, indexName: name, indexArn: arn, creationTime: createdMs / 1000 };
}
