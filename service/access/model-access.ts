import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../../bootstrap/outputs";
import type { AwsScope } from "../../common/aws-scope";
import { type InvocableModel, onDemand } from "../../common/model-statements";
import { bedrockInvocation, noOtherModels, rerankerInvocation } from "../../common/policy-documents";
import type { InvokedModel } from "../../embedding/models/inference-profile";
import { serviceModels } from "../../embedding/models/service-models";
import type { ServiceConfig } from "../config";
import type { Grant } from "./grant";

/**
 * Which models a function may invoke: the one that the service stores and searches with, that and the rerankers, or all
 * embedding models of the service.
 */
export type InvokedModels = "own" | "reranking" | "all";

/** The models that a service uses, and what grants their invocation. */
export interface ModelAccess {
  /** The one that it stores and searches with first. */
  readonly models: readonly InvokedModel[];
  /** What a search may be ordered again by. */
  readonly rerankers: readonly InvocableModel[];
  readonly grants: Record<InvokedModels, Grant>;
  /** The documents that keep a function from what else the bootstrap's policy allows; undefined where the grants are exact. */
  readonly restrictions: Record<InvokedModels, pulumi.Output<string>> | undefined;
  /** The document that allows the rerankers, which the bootstrap's policy does not; undefined where there are none. */
  readonly rerankerDocument: pulumi.Output<string> | undefined;
}

/**
 * The configured models with the bootstrap's policy. A bootstrap stack that provisions nothing has none: then the
 * functions get policies for exactly these models. Throws a `RunError` where the bootstrap does not allow one of them.
 */
export function modelAccess(
  config: ServiceConfig,
  contract: BootstrapOutputs,
  scope: pulumi.Output<AwsScope>,
): ModelAccess {
  const { bedrockInvocationPolicyArn, embeddingModels, rerankModels } = contract;
  const models = serviceModels(config);
  const rerankers = rerankModels.map(onDemand);
  const own = models.slice(0, 1);
  const each = <Value>(
    of: (models: readonly InvocableModel[]) => Value,
    reranking: readonly InvocableModel[] = own,
  ) => ({
    own: of(own),
    reranking: of(reranking),
    all: of(models),
  });
  const rerankerDocument = rerankers.length > 0 ? rerankerInvocation(rerankers, scope) : undefined;
  if (!bedrockInvocationPolicyArn) {
    const grants = each((some) => ({ document: bedrockInvocation(some, scope) }));
    return { models, rerankers, grants, restrictions: undefined, rerankerDocument };
  }
  requireAllowed(config, embeddingModels);
  return {
    models,
    rerankers,
    grants: each(() => ({ managedPolicyArn: bedrockInvocationPolicyArn })),
    restrictions: each((some) => noOtherModels(some, scope), [...own, ...rerankers]),
    rerankerDocument,
  };
}

/** Throws a `RunError` where the bootstrap's policy does not allow each of the service's models. */
function requireAllowed({ bedrockModelId, models, bootstrapStack }: ServiceConfig, allowed: readonly string[]): void {
  const configured = { bedrockModelId: [bedrockModelId], models };
  for (const [key, ids] of Object.entries(configured)) {
    const refused = ids.find((id) => !allowed.includes(id));
    if (refused === undefined) continue;
    throw new pulumi.RunError(
      `${key} ${key === "models" ? "has" : "is"} "${refused}", and the bootstrap stack "${bootstrapStack}" allows ` +
        `${allowed.join(", ") || "no model"}. Add it to the bootstrap's embeddingModels and deploy that stack, ` +
        (key === "models" ? "or leave it out of models." : "or set bedrockModelId to a model that it allows."),
    );
  }
}
