import { invalidRequest } from "../../embedding/errors";
import { embeddingModels } from "../../embedding/models";
import { invokedModel } from "../../embedding/models/inference-profile";
import type { Vector } from "../../embedding/vector";
import type { Model } from "../aws/bedrock";
import { environmentVariable } from "./environment";

const { modelId, invokedId } = invokedModel(environmentVariable("BEDROCK_MODEL_ID"));

/** The model that the service is configured with. */
export const model: Omit<Model, "invoke"> = { id: modelId, invokedId, adapter: embeddingModels[modelId] };

/**
 * The dimension of the service's index, also of a function that does not use it, where the model offers it; else the
 * model's default.
 */
const defaultDimension = indexDimension() ?? model.adapter.dimensions[0];

/** The dimension that a request asks for, or the default. Throws 422 where the model does not offer it. */
export function resolveDimension(requested: number | undefined): number {
  return requireOffered(requested ?? defaultDimension, "dimensions", "is");
}

/** Throws 422 where the model has no vectors of the length of this one. */
export function requireDimension({ length }: Vector): void {
  requireOffered(length, "embedding", "has the length");
}

function requireOffered(dimension: number, field: string, verb: string): number {
  const { dimensions } = model.adapter;
  if (dimensions.includes(dimension)) return dimension;
  throw invalidRequest([{ field, message: `${verb} ${dimension}, and ${model.id} offers ${dimensions.join(", ")}` }]);
}

function indexDimension(): number | undefined {
  return model.adapter.dimensions.find((offered) => String(offered) === process.env["VECTOR_INDEX_DIMENSION"]);
}
