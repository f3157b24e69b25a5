import { type EmbeddingModelId, embeddingModels, isEmbeddingModelId } from "../../embedding/models";
import { choice, type Option } from "./arguments";

/** An option whose value is the id of a supported model. */
export function modelOption<Default extends EmbeddingModelId | undefined>(
  help: string,
  defaultId: Default,
): Option<EmbeddingModelId | Default> {
  const values = Object.keys(embeddingModels).filter(isEmbeddingModelId);
  return { ...choice<EmbeddingModelId, Default>(help, { values, default: defaultId }), placeholder: "ID" };
}
