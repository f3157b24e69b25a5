import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nonFilterableKeys } from "../embedding/index/carried-keys";

/** Arguments of {@link VectorIndexes}. */
export interface VectorIndexesArgs {
  /** The vector bucket's physical name. */
  readonly vectorBucketName: string;
  /** The physical names of the indexes in it. */
  readonly indexNames: readonly string[];
  /** How many numbers each vector has, 1 to 4,096. */
  readonly dimension: number;
  /**
   * The KMS key that the vectors are encrypted with.
   * @default a key that S3 manages (SSE-S3)
   */
  readonly kmsKeyArn?: pulumi.Input<string> | undefined;
}

/**
 * An encrypted S3 vector bucket and its indexes, by cosine distance, that no deployment can delete. S3 Vectors changes
 * nothing of an index: with another dimension or key it would be a new one, which the protection refuses.
 */
export class VectorIndexes extends pulumi.ComponentResource {
  readonly vectorBucketName: pulumi.Output<string>;
  /** By index name, as `indexArns`. */
  readonly indexNames: Record<string, pulumi.Output<string>>;
  readonly indexArns: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: VectorIndexesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:VectorIndexes", name, {}, opts);
    const child = { parent: this, protect: true, retainOnDelete: true };
    const encryptionConfigurations = [encryption(args.kmsKeyArn)];

    const { vectorBucketName } = new aws.s3.VectorsVectorBucket(
      `${name}-bucket`,
      { vectorBucketName: args.vectorBucketName, encryptionConfigurations, forceDestroy: false },
      // What it was created with is a default for indexes, and each of these names its own.
      { ...child, ignoreChanges: ["encryptionConfigurations"] },
    );
    const indexes = args.indexNames.map(
      (indexName) =>
        [
          indexName,
          new aws.s3.VectorsIndex(
            `${name}-${indexName}`,
            {
              vectorBucketName,
              indexName,
              dataType: "float32",
              dimension: args.dimension,
              distanceMetric: "cosine",
              metadataConfiguration: { nonFilterableMetadataKeys: [...nonFilterableKeys] },
              encryptionConfigurations,
            },
            child,
          ),
        ] as const,
    );

    this.vectorBucketName = vectorBucketName;
    this.indexNames = Object.fromEntries(indexes.map(([name, index]) => [name, index.indexName]));
    this.indexArns = Object.fromEntries(indexes.map(([name, index]) => [name, index.indexArn]));
    this.registerOutputs({ vectorBucketName, indexNames: this.indexNames, indexArns: this.indexArns });
  }
}

/** Where S3 manages the key, there is no ARN of one, which the type of the provider asks for all the same. */
function encryption(
  kmsKeyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.VectorsIndexEncryptionConfiguration {
  return kmsKeyArn
    ? { sseType: "aws:kms", kmsKeyArn }
    : ({ sseType: "AES256" } as aws.types.input.s3.VectorsIndexEncryptionConfiguration);
}
