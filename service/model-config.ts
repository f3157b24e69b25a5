import * as z from "zod";
import { json, optionalJson, unique } from "../common/config";
import { defaultEmbeddingModelId } from "../embedding/models";
import { invokedModelProblem } from "../embedding/models/inference-profile";
import { type ModelConfig, serviceModels } from "../embedding/models/service-models";

/** What can be invoked: a model, or an inference profile of one. */
const invokedId = z.string().refine((id) => invokedModelProblem(id) === undefined, {
  error: ({ input }) => invokedModelProblem(String(input)),
});

/** What an alias may be: a part of the path `/v1/models/{model_id}`, which `..` would not be. */
const aliasName = /^[a-z\d][\w.:@-]{0,99}$/i;

/** The most of all aliases as JSON, of the 4 KB of a function's environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const maxAliasesBytes = 2_048;

/** The keys of the configuration that name models. */
export const modelKeys = {
  bedrockModelId: invokedId
    .default(defaultEmbeddingModelId)
    .describe(
      "The embedding model, or an inference profile of it; where it is not the model of the index, functions refuse to mix the two",
    ),
  models: json(unique(z.array(invokedId)), "a list such as [cohere.embed-multilingual-v3]")
    .default([])
    .describe(
      "Further embedding models, or inference profiles of them, that a request may name where it neither stores nor searches; " +
        "`bedrockModelId` is always among them",
    ),
  modelAliases: optionalJson(
    z.record(z.string(), z.string()).refine((aliases) => JSON.stringify(aliases).length <= maxAliasesBytes, {
      error: `must have at most ${maxAliasesBytes} bytes as JSON, for AWS Lambda has no room for more`,
    }),
    'an object such as {"text-embedding-3-small": "amazon.titan-embed-text-v2:0"}',
  ).describe(
    "Other names of these models, as clients send them; empty for OpenAI's `text-embedding-3-small`, `text-embedding-3-large` and " +
      "`text-embedding-ada-002`, which stand for `bedrockModelId`",
  ),
};

/** What is wrong with a key of the configuration. */
interface ModelProblem {
  readonly key: keyof ModelConfig;
  readonly message: string;
}

/** What is wrong with the models of a service beside each other. */
export function modelProblems(config: ModelConfig): ModelProblem[] {
  // Of those that are none, their own keys tell.
  if ([config.bedrockModelId, ...config.models].some(invokedModelProblem)) return [];
  const invoked = serviceModels(config);
  const byId = Map.groupBy(invoked, ({ modelId }) => modelId);
  const twice = [...byId.values()].filter(({ length }) => length > 1);
  const names = invoked.flatMap(({ modelId, invokedId }) => [modelId, invokedId]);
  return [
    ...twice.map((ways): ModelProblem => {
      const ids = ways.map(({ invokedId }) => invokedId).join(" and ");
      return { key: "models", message: `with bedrockModelId has ${ids}, which are one model: name one of them` };
    }),
    ...Object.entries(config.modelAliases ?? {}).flatMap(([alias, name]) => {
      const message = aliasProblem(alias, name, names);
      return message ? [{ key: "modelAliases", message } satisfies ModelProblem] : [];
    }),
  ];
}

function aliasProblem(alias: string, name: string, names: readonly string[]): string | undefined {
  if (!aliasName.test(alias)) {
    return `has ${JSON.stringify(alias)}, which must be up to 100 letters, digits and . _ : @ -, the first a letter or digit`;
  }
  if (invokedModelProblem(alias) === undefined) return `has ${alias}, which is the id of a model: use another name`;
  return names.includes(name)
    ? undefined
    : `has ${alias} for ${JSON.stringify(name)}, which must be one of ${[...new Set(names)].join(", ")}: add it to models, or name one of these`;
}
