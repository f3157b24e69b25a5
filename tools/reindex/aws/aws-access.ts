import type { LocalEndpoints } from "../../../common/local-endpoints";
import { embeddingModels } from "../../../embedding/models";
import type { InvokedModel } from "../../../embedding/models/inference-profile";
import { invokerOf, type Model } from "../../../functions/aws/bedrock";
import { type Bucket, bucketOf } from "../../../functions/aws/s3";
import { type Index, indexOf } from "../../../functions/aws/s3-vectors";
import { AwsCalls, type AwsCallsArgs } from "./aws-calls";
import { createClients } from "./clients";
import { findIndex } from "./find-index";
import type { IndexName } from "./index-name";

/** What the command uses of AWS, and how it calls each. */
export interface AwsAccess {
  readonly bucket: Bucket;
  readonly bucketCalls: AwsCalls;
  readonly index: Index;
  readonly indexCalls: AwsCalls;
  readonly model: Model;
  readonly modelCalls: AwsCalls;
}

/** Arguments of {@link accessAws}. */
export interface AccessAwsArgs extends AwsCallsArgs {
  readonly bucket: string;
  readonly index: IndexName;
  readonly model: InvokedModel;
  /** Whether embeddings are to be computed and written anew. */
  readonly reembed: boolean;
  /**
   * The services of a local deployment.
   * @default AWS's, with the caller's credentials
   */
  readonly local: LocalEndpoints | undefined;
}

/** Access to a bucket, its index and the model. Throws a `CommandError` where the index is not one for the model's vectors. */
export async function accessAws(args: AccessAwsArgs): Promise<AwsAccess> {
  const { bucket, index: name, reembed, local, concurrency } = args;
  const { modelId, invokedId } = args.model;
  const clients = createClients({ concurrency, vectorsRegion: "region" in name ? name.region : undefined, local });
  const indexCalls = new AwsCalls(
    {
      description: `the vector index ${"indexArn" in name ? name.indexArn : `${name.vectorBucketName}/${name.indexName}`}`,
      option: "--index",
      actions: "s3vectors:GetIndex, s3vectors:ListVectors, s3vectors:PutVectors and s3vectors:DeleteVectors",
    },
    args,
  );
  return {
    bucket: bucketOf(clients.s3, bucket),
    bucketCalls: new AwsCalls(
      {
        description: `the bucket ${bucket}`,
        option: "--bucket",
        actions: `s3:ListBucket and s3:GetObject${reembed ? " and s3:PutObject" : ""}`,
      },
      args,
    ),
    index: indexOf(clients.vectors, await findIndex(clients.vectors, name, { model: modelId, indexCalls })),
    indexCalls,
    model: { id: modelId, invokedId, adapter: embeddingModels[modelId], invoke: invokerOf(clients.bedrock, invokedId) },
    modelCalls: new AwsCalls(
      { description: `the model ${invokedId}`, option: "--model", actions: "bedrock:InvokeModel" },
      args,
    ),
  };
}
