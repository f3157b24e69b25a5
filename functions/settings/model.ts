import { invalidRequest } from "../../embedding/errors";
import { embeddingModels } from "../../embedding/models";
import { type InvokedModel, invokedModel } from "../../embedding/models/inference-profile";
import type { Vector } from "../../embedding/vector";
import type { Model } from "../aws/bedrock";
import { environmentVariable } from "./environment";

/** A model that the service is configured with. */
export type ConfiguredModel = Omit<Model, "invoke">;

/** The model that the service stores and searches with. */
export const model = configuredModel(invokedModel(environmentVariable("BEDROCK_MODEL_ID")));

/** What is configured to be invoked, with what is known of the model. */
export function configuredModel({ modelId, invokedId }: InvokedModel): ConfiguredModel {
  return { id: modelId, invokedId, adapter: embeddingModels[modelId] };
}

/** The dimension that a request asks for, or the default of the model. Throws 422 where the model does not offer it. */
export function resolveDimension(requested: number | undefined, of: ConfiguredModel): number {
  return requireOffered(requested ?? defaultDimension(of), of, { field: "dimensions", verb: "is" });
}

/** Throws 422 where the service's own model has no vectors of the length of this one. */
export function requireDimension({ length }: Vector): void {
  requireOffered(length, model, { field: "embedding", verb: "has the length" });
}

/**
 * Of the model that the service searches with, the dimension of its index, also in a function that does not use it, where
 * the model offers it; else the model's own default.
 */
function defaultDimension({ id, adapter: { dimensions } }: ConfiguredModel): number {
  const indexDimension = id === model.id ? process.env["VECTOR_INDEX_DIMENSION"] : undefined;
  return dimensions.find((offered) => String(offered) === indexDimension) ?? dimensions[0];
}

function requireOffered(
  dimension: number,
  { id, adapter: { dimensions } }: ConfiguredModel,
  { field, verb }: { readonly field: string; readonly verb: string },
): number {
  if (dimensions.includes(dimension)) return dimension;
  throw invalidRequest([{ field, message: `${verb} ${dimension}, and ${id} offers ${dimensions.join(", ")}` }]);
}
