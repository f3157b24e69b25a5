import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stop as stopEsbuild } from "esbuild";
import { awsProvider } from "./aws-provider";
import { runStack, type StackResult } from "./engine";
import { readStackConfig } from "./stack-config";

/** The project's folder, where `Pulumi.yaml` and the stacks' configurations are. */
export const projectDirectory = join(__dirname, "..");

/** The bootstrap stack that the local deployment runs. */
const bootstrapStack = "bootstrap";

/** What the local deployment sets whatever the service stack's configuration says: it always describes its API. */
const alwaysSet = { publicDocs: "true" };

/** Options of {@link runStacks}. */
export interface RunStacksOptions {
  /** @default this project's */
  readonly directory?: string;
  /** @default dev */
  readonly serviceStack?: string;
  /**
   * Configuration of the service stack that takes the place of its file's, by key. Is told the value that the stack
   * has for a key.
   * @default none
   */
  readonly overrides?: (configured: (key: string) => string | undefined) => Record<string, string>;
}

/** What the two stacks registered and returned. */
export interface DeployedStacks {
  readonly project: string;
  readonly region: string;
  readonly bootstrap: StackResult & { readonly stack: string };
  readonly service: StackResult & { readonly stack: string };
}

/**
 * Runs the bootstrap and a service stack as their `Pulumi.<stack>.yaml` say, with an HTTP API at `apiEndpoint`. Throws
 * what an invalid configuration would make `pulumi up` fail with.
 */
export async function runStacks(apiEndpoint: string, options: RunStacksOptions = {}): Promise<DeployedStacks> {
  const { directory = projectDirectory, serviceStack = "dev", overrides = () => ({}) } = options;
  const service = readLayer(directory, "service", serviceStack);
  const bootstrap = readLayer(directory, "bootstrap", bootstrapStack);
  const { project } = service;
  const overriding = { ...overrides((key) => service.config[`${project}:${key}`]), ...alwaysSet };
  for (const [key, value] of Object.entries(overriding)) service.config[`${project}:${key}`] = value;

  // Loaded here, since it takes a while and a wrong port should not.
  const program = (await import("../index.js")).default;
  const run = async (layer: Layer, stackOutputs: Record<string, Record<string, unknown>>) => {
    const provider = awsProvider({ region: layer.region, apiEndpoint });
    return { ...layer, ...(await runStack({ ...layer, program, provider, stackOutputs })) };
  };

  try {
    const deployed = await run(bootstrap, {});
    const outputs = Object.fromEntries(bootstrapNames(service).map((name) => [name, deployed.outputs]));
    return { project, region: service.region, bootstrap: deployed, service: await run(service, outputs) };
  } finally {
    // Bundling leaves esbuild's process running, which has nothing more to do.
    await stopEsbuild();
  }
}

/** A stack and its configuration. */
interface Layer {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly config: Record<string, string>;
}

/** Reads a stack that must be of this layer. */
function readLayer(directory: string, layer: "bootstrap" | "service", stack: string): Layer {
  const { project, config } = readStackConfig(directory, stack);
  requireValue(config, stack, `${project}:layer`, layer);
  return { project, stack, region: requireValue(config, stack, "aws:region"), config };
}

/** The full names of the bootstrap stack: in the organization that plays here, and in the one that the service names. */
function bootstrapNames({ project, config }: Layer): string[] {
  const { [`${project}:bootstrapStack`]: named = "" } = config;
  const name = `/${project}/${bootstrapStack}`;
  return [`organization${name}`, ...(named.endsWith(name) ? [named] : [])];
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
