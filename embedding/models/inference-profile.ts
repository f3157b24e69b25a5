import { type EmbeddingModelId, embeddingModels, isEmbeddingModelId } from "./index";
import type { EmbeddingModel, ProfileGroup } from "./model";

/** What is invoked: a model by its own id, on demand in the region of the call, or through an inference profile. */
export interface InvokedModel {
  /** What InvokeModel is called with, such as `us.cohere.embed-v4:0`. */
  readonly invokedId: string;
  /** The model whose vectors come back, whatever it is invoked through. */
  readonly modelId: EmbeddingModelId;
  /** The start of the profile's id; undefined on demand. */
  readonly profile: ProfileGroup | undefined;
}

const invokedModels: readonly InvokedModel[] = Object.keys(embeddingModels)
  .filter(isEmbeddingModelId)
  .flatMap((modelId) => {
    const { profiles }: EmbeddingModel = embeddingModels[modelId];
    const through = profiles.map((profile) => ({ invokedId: `${profile}.${modelId}`, modelId, profile }));
    return [{ invokedId: modelId, modelId, profile: undefined }, ...through];
  });

/** What an id stands for. Throws where that is no supported model and none of their inference profiles. */
export function invokedModel(id: string): InvokedModel {
  const found = invokedModels.find(({ invokedId }) => invokedId === id);
  if (!found) throw new Error(`The model's id ${invokedModelProblem(id)}`);
  return found;
}

/** What an id must be, of those that there are, where it stands for nothing that can be invoked; else undefined. */
export function invokedModelProblem(id: string): string | undefined {
  if (idsOf(invokedModels).includes(id)) return undefined;
  const [profile = "", ...rest] = id.split(".");
  const ids = invokedIdsOf(rest.join("."));
  return ids.length > 0
    ? `must be ${ids.join(" or ")}, for the model has no inference profile "${profile}"`
    : `must be a Bedrock model id among ${idsOf(invokedModels).join(", ")}, which ${JSON.stringify(id)} is not`;
}

/** All that a model can be invoked by: its own id, and those of its inference profiles. */
export function invokedIdsOf(id: string): string[] {
  return idsOf(invokedModels.filter(({ modelId }) => modelId === id));
}

function idsOf(models: readonly InvokedModel[]): string[] {
  return models.map(({ invokedId }) => invokedId);
}
