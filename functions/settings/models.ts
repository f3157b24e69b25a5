import { abbreviate } from "../../embedding/abbreviate";
import { EmbeddingError } from "../../embedding/errors";
import { modelsByName } from "../../embedding/models/service-models";
import { type ConfiguredModel, configuredModel, model } from "./model";

/** The models that a request may name, by all that it may call them. */
export const models: ReadonlyMap<string, ConfiguredModel> = new Map(
  [
    ...modelsByName({
      bedrockModelId: model.invokedId,
      models: jsonVariable<string[]>("MODELS") ?? [],
      modelAliases: jsonVariable<Record<string, string>>("MODEL_ALIASES"),
    }),
  ].map(([name, named]) => [name, configuredModel(named)]),
);

/** The model that a request names; without a name, the service's own. Throws 404 that names those that there are. */
export function resolveModel(name: string | undefined): ConfiguredModel {
  const named = name === undefined ? model : models.get(name);
  if (named) return named;
  const detail = `There is no model ${JSON.stringify(abbreviate(name ?? ""))}: use one of ${[...models.keys()].join(", ")}.`;
  throw new EmbeddingError("model_not_found", detail, { errors: [{ field: "model", message: detail }] });
}

/** Throws 422 where what a request stores or searches would be of another model than what the service stores. */
export function requireOwnModel({ id }: ConfiguredModel): void {
  if (id === model.id) return;
  const detail =
    `The request names the model ${id}, and the service stores and searches vectors of ${model.id}: name that model, ` +
    "leave model out, or embed without storing.";
  throw new EmbeddingError("index_mismatch", detail, { errors: [{ field: "model", message: detail }] });
}

/** What the service writes as JSON; undefined where it leaves the variable out. */
function jsonVariable<Value>(name: "MODELS" | "MODEL_ALIASES"): Value | undefined {
  const text = process.env[name];
  return text === undefined ? undefined : JSON.parse(text);
}
