import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stop as stopEsbuild } from "esbuild";
import { awsProvider } from "./aws-provider";
import { runStack, type StackResult } from "./engine";
import { readStackConfig } from "./stack-config";

/** The project's folder, where `Pulumi.yaml` and the stacks' configurations are. */
export const projectDirectory = join(__dirname, "..");

/** The stack of each layer that the local deployment runs. */
const bootstrapStack = "bootstrap";
const serviceStack = "dev";

/** What the local deployment sets whatever the stacks' configuration says: it always describes its API. */
const overrides = (project: string) => ({ [`${project}:publicDocs`]: "true" });

/** What the two stacks registered and returned. */
export interface DeployedStacks {
  readonly project: string;
  readonly region: string;
  readonly bootstrap: StackResult & { readonly stack: string };
  readonly service: StackResult & { readonly stack: string };
}

/**
 * Runs the bootstrap and the service stack as their `Pulumi.<stack>.yaml` in `directory` say, with an HTTP API at
 * `apiEndpoint`. Throws what an invalid configuration would make `pulumi up` fail with.
 */
export async function runStacks(apiEndpoint: string, directory = projectDirectory): Promise<DeployedStacks> {
  // Loaded here, since it takes a while and a wrong port should not.
  const program = (await import("../index.js")).default;
  const run = async (layer: string, stack: string, stackOutputs: Record<string, Record<string, unknown>>) => {
    const { project, config } = readStackConfig(directory, stack);
    requireValue(config, stack, `${project}:layer`, layer);
    const region = requireValue(config, stack, "aws:region");
    const provider = awsProvider({ region, apiEndpoint });
    const result = await runStack({
      project,
      stack,
      config: { ...config, ...overrides(project) },
      program,
      provider,
      stackOutputs,
    });
    return { ...result, project, region, stack };
  };

  try {
    const bootstrap = await run("bootstrap", bootstrapStack, {});
    const service = await run("service", serviceStack, {
      [`organization/${bootstrap.project}/${bootstrapStack}`]: bootstrap.outputs,
    });
    return { project: service.project, region: service.region, bootstrap, service };
  } finally {
    // Bundling leaves esbuild's process running, which has nothing more to do.
    await stopEsbuild();
  }
}

/** The value of a key. Throws a `RunError` where it is not set, or not `expected`. */
function requireValue(config: Record<string, string>, stack: string, key: string, expected?: string): string {
  const value = config[key];
  if (value && (expected === undefined || value === expected)) return value;
  throw new pulumi.RunError(
    `${key} ${value ? `is "${value}"` : "is not set"} in Pulumi.${stack}.yaml: ` +
      `set it to ${expected ? `"${expected}"` : "a value"}, which the local deployment needs there`,
  );
}
