import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import type { AwsScope } from "../../common/aws-scope";
import { bedrockInvocation } from "../../common/policy-documents";
import { type InvokedModel, invokedModel } from "../../embedding/models/inference-profile";
import type { ServiceConfig } from "../config";
import type { Grant } from "./grant";

/** The model that a service uses, and what grants its invocation. */
export interface ModelAccess {
  readonly model: InvokedModel;
  readonly grant: Grant;
}

/**
 * The configured model with the bootstrap's policy. A bootstrap stack that provisions nothing has none: then the
 * functions get a policy for exactly this model. Throws a `RunError` where the bootstrap does not allow the model.
 */
export function modelAccess(
  config: ServiceConfig,
  contract: BootstrapOutputs,
  scope: pulumi.Output<AwsScope>,
): ModelAccess {
  const { bedrockModelId, bootstrapStack } = config;
  const { bedrockInvocationPolicyArn, embeddingModels } = contract;
  const model = invokedModel(bedrockModelId);
  if (!bedrockInvocationPolicyArn) return { model, grant: { document: bedrockInvocation([model], scope) } };
  if (embeddingModels.includes(bedrockModelId)) {
    return { model, grant: { managedPolicyArn: bedrockInvocationPolicyArn } };
  }
  throw new pulumi.RunError(
    `bedrockModelId is "${bedrockModelId}", and the bootstrap stack "${bootstrapStack}" allows ` +
      `${embeddingModels.join(", ") || "no model"}. Add it to the bootstrap's embeddingModels and deploy that stack, ` +
      "or set bedrockModelId to a model that it allows.",
  );
}
