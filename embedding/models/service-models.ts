import { type InvokedModel, invokedModel } from "./inference-profile";

/** OpenAI's embedding models, whose names its clients send: https://platform.openai.com/docs/models */
export const openaiModelNames = ["text-embedding-3-small", "text-embedding-3-large", "text-embedding-ada-002"] as const;

/** What a service is configured with, by its keys. */
export interface ModelConfig {
  /** What it stores and searches with, by its id or that of an inference profile. */
  readonly bedrockModelId: string;
  /** What it embeds with besides, alike. */
  readonly models: readonly string[];
  /**
   * Names of the caller's, and which of these models each stands for.
   * @default OpenAI's names stand for the first
   */
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
}

/** All models of a service, the one that it stores and searches with first. */
export function serviceModels({ bedrockModelId, models }: Omit<ModelConfig, "modelAliases">): InvokedModel[] {
  return [...new Set([bedrockModelId, ...models])].map(invokedModel);
}

/** All that a request may call the models of a service: their ids, what they are invoked by where that is another, and aliases. */
export function modelsByName(config: ModelConfig): ReadonlyMap<string, InvokedModel> {
  const aliases =
    config.modelAliases ?? Object.fromEntries(openaiModelNames.map((name) => [name, config.bedrockModelId]));
  const byId = new Map(
    serviceModels(config).flatMap((model) => [model.modelId, model.invokedId].map((name) => [name, model] as const)),
  );
  return new Map([
    ...byId,
    ...Object.entries(aliases).flatMap(([alias, name]) => {
      const model = byId.get(name);
      return model ? [[alias, model] as const] : [];
    }),
  ]);
}
