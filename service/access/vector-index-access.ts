import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import { vectorsDelete, vectorsList } from "../../common/policy-documents";
import { invokedModel } from "../../embedding/models/inference-profile";
import type { ServiceConfig } from "../config";
import type { IndexAccess } from "../routes";
import type { Grant } from "./grant";

/** The vector index that a service uses, and what grants each access to it. */
export interface VectorIndexAccess {
  readonly indexArn: string;
  /** The id of the model whose vectors it holds. */
  readonly model: string;
  readonly dimension: number;
  readonly grants: Record<IndexAccess, Grant>;
}

/**
 * The index of the service's bucket with the bootstrap's policies; undefined where the bootstrap has none, and for an
 * existing bucket of the configuration. Warns of a service with another model, whose functions refuse to mix them.
 */
export function vectorIndexAccess(config: ServiceConfig, contract: BootstrapOutputs): VectorIndexAccess | undefined {
  const { bucketSuffix, bedrockModelId, vectorBucketName } = config;
  const { s3VectorReadPolicyArn, s3VectorServicePolicyArn, kmsKeyArn } = contract;
  const { vectorIndexArns, vectorIndexModel: model, vectorIndexDimension: dimension } = contract;
  const indexArn = Object.hasOwn(vectorIndexArns, bucketSuffix) ? vectorIndexArns[bucketSuffix] : undefined;
  if (vectorBucketName || !indexArn || !model || !dimension) return undefined;
  if (!s3VectorReadPolicyArn || !s3VectorServicePolicyArn) return undefined;

  if (model !== invokedModel(bedrockModelId).modelId) {
    pulumi.log.warn(
      `bedrockModelId is "${bedrockModelId}", and the vector index of the bootstrap stack "${config.bootstrapStack}" ` +
        `holds vectors of "${model}": the functions will neither store nor search with it. Set bedrockModelId to that ` +
        "model, or vectorIndexModel in the bootstrap stack to this one, and rebuild the index.",
    );
  }
  return {
    indexArn,
    model,
    dimension,
    grants: {
      "read-write": { managedPolicyArn: s3VectorServicePolicyArn },
      read: { managedPolicyArn: s3VectorReadPolicyArn },
      list: { document: vectorsList([indexArn], kmsKeyArn ?? undefined) },
      delete: { document: vectorsDelete([indexArn], kmsKeyArn ?? undefined) },
    },
  };
}
