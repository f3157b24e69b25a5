import program = require("../..");

import { awsProvider } from "../../local/pulumi/aws-provider";
import { runStack } from "../../local/pulumi/engine";
import type { RegisteredResource } from "../../local/pulumi/registered-resource";

const project = "embeddings-service";

/** Configuration of both layers that is not the default, by key. */
export interface LayerConfigs {
  /** @default {} */
  readonly bootstrap?: Readonly<Record<string, string>>;
  /** @default {} */
  readonly service?: Readonly<Record<string, string>>;
}

/** All that a bootstrap and a service stack with this configuration register, whatever the stack files say. */
export async function registeredLayers({ bootstrap = {}, service = {} }: LayerConfigs): Promise<RegisteredResource[]> {
  const run = (stack: string, config: Readonly<Record<string, string>>, stackOutputs = {}) =>
    runStack({
      project,
      stack,
      config: {
        "aws:region": "us-east-1",
        ...Object.fromEntries(Object.entries(config).map(([key, value]) => [`${project}:${key}`, value])),
      },
      program,
      provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.invalid" }),
      stackOutputs,
    });
  const below = await run("bootstrap", { layer: "bootstrap", ...bootstrap });
  const above = await run(
    "service",
    { layer: "service", bootstrapStack: "bootstrap", ...service },
    { [`organization/${project}/bootstrap`]: below.outputs },
  );
  return [...below.resources, ...above.resources];
}
