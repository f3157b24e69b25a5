import { ofType, type StackResult } from "../pulumi/registered-resource";
import type { DistanceMetric } from "./flat-index";
import type { VectorEncryption, VectorIndexArgs } from "./vector-resources";

/** The vector buckets and indexes that a stack registered. */
export interface RegisteredVectors {
  readonly buckets: readonly { readonly name: string; readonly encryption: VectorEncryption | undefined }[];
  readonly indexes: readonly VectorIndexArgs[];
}

/** Reads the vector buckets and indexes that a stack registered. */
export function registeredVectors(stack: StackResult): RegisteredVectors {
  return {
    buckets: ofType(stack, "aws:s3/vectorsVectorBucket:VectorsVectorBucket").map(({ inputs }) => ({
      name: String(inputs["vectorBucketName"]),
      encryption: encryption(inputs),
    })),
    indexes: ofType(stack, "aws:s3/vectorsIndex:VectorsIndex").map(({ inputs }) => {
      const { nonFilterableMetadataKeys = [] } = (inputs["metadataConfiguration"] ?? {}) as {
        nonFilterableMetadataKeys?: string[];
      };
      return {
        bucket: String(inputs["vectorBucketName"]),
        name: String(inputs["indexName"]),
        dimension: Number(inputs["dimension"]),
        metric: inputs["distanceMetric"] as DistanceMetric,
        nonFilterableKeys: nonFilterableMetadataKeys,
        encryption: encryption(inputs),
      };
    }),
  };
}

function encryption(inputs: Record<string, unknown>): VectorEncryption | undefined {
  const [first] = (inputs["encryptionConfigurations"] ?? []) as VectorEncryption[];
  return first;
}
