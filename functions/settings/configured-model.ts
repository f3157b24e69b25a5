import { type EmbeddingModel, embeddingModels } from "../../embedding/models";
import { invokedModel } from "../../embedding/models/inference-profile";
import { invalidRequest } from "../http/errors";
import { environmentVariable } from "./environment";

/** What the service invokes: its model, or an inference profile of it. */
const invoked = invokedModel(environmentVariable("BEDROCK_MODEL_ID"));

/** The id by which the model is invoked. */
export const invokedModelId = invoked.id;

/** The model's own id, which says whose a vector is. */
export const modelId = invoked.modelId;

/** That model. */
export const model: EmbeddingModel = embeddingModels[modelId];

/**
 * The dimension of the service's index, also of a function that does not use it, where the model offers it; else the
 * model's default.
 */
const defaultDimension =
  model.dimensions.find((offered) => String(offered) === process.env["VECTOR_INDEX_DIMENSION"]) ?? model.dimensions[0];

/** The dimension that a request asks for, or the default. Throws 422 where the model does not offer it. */
export function resolveDimension(requested: number | undefined): number {
  return requireOffered(requested ?? defaultDimension, "dimensions", "is");
}

/** The dimension of a vector. Throws 422 where the model has no vectors of that length. */
export function dimensionOf(embedding: readonly number[]): number {
  return requireOffered(embedding.length, "embedding", "has the length");
}

function requireOffered(dimension: number, field: string, verb: string): number {
  if (model.dimensions.includes(dimension)) return dimension;
  throw invalidRequest([
    { field, message: `${verb} ${dimension}, and ${modelId} offers ${model.dimensions.join(", ")}` },
  ]);
}
