import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { stop as stopEsbuild } from "esbuild";
import { keepBuilds } from "../../service/lambda/kept-builds";
import { awsProvider } from "./aws-provider";
import { defaultServiceStack } from "./default-service-stack";
import { leftOut } from "./left-out";
import type { StackResult } from "./registered-resource";
import { readStackConfig, type StackConfig, stackNames } from "./stack-config";

/** The project's folder. */
export const projectDirectory = join(__dirname, "../..");

/** What the local deployment sets whatever the service stack's configuration says: it always describes its API. */
const alwaysSet = { publicDocs: "true" };

/** Options of {@link runStacks}. */
export interface RunStacksOptions {
  /**
   * Where `Pulumi.yaml` is.
   * @default this project's folder
   */
  readonly directory?: string;
  /** @default dev, else the only one */
  readonly serviceStack?: string | undefined;
  /**
   * Configuration of the service stack that takes the place of its file's, by key. Is told the value that the stack
   * has for a key.
   * @default none
   */
  readonly overrides?: (configured: (key: string) => string | undefined) => Record<string, string>;
}

/** A stack and its configuration. */
interface Layer extends StackConfig {
  readonly stack: string;
  readonly region: string;
  /** The keys whose values are not the stack's own. */
  readonly overridden: readonly string[];
}

/** What a stack registered and returned, by which configuration, and what it went without. */
export type DeployedStack = StackResult &
  Pick<Layer, "stack" | "config" | "overridden" | "encrypted" | "hasEnvironment">;

/** What the two stacks registered and returned. */
export interface DeployedStacks {
  readonly project: string;
  readonly region: string;
  readonly bootstrap: DeployedStack;
  readonly service: DeployedStack;
}

/**
 * Runs a service stack and the bootstrap stack that it names as their `Pulumi.<stack>.yaml` say, with an HTTP API at
 * `apiEndpoint`. Throws what an invalid configuration would make `pulumi up` fail with.
 */
export async function runStacks(apiEndpoint: string, options: RunStacksOptions = {}): Promise<DeployedStacks> {
  const { directory = projectDirectory, overrides = () => ({}) } = options;
  const { serviceStack = defaultServiceStack(directory) } = options;
  const read = readLayer(directory, "service", serviceStack);
  const bootstrapStack = namedBootstrapStack(directory, read);
  const bootstrap = readLayer(directory, "bootstrap", bootstrapStack.stack);
  const { project } = read;
  const overriding = Object.entries({ ...overrides((key) => read.config[`${project}:${key}`]), ...alwaysSet }).map(
    ([key, value]) => [`${project}:${key}`, value] as const,
  );
  const service = {
    ...read,
    config: { ...read.config, ...Object.fromEntries(overriding) },
    overridden: overriding.filter(([key, value]) => read.config[key] !== value).map(([key]) => key),
  };

  keepBuilds(join(projectDirectory, "node_modules/.cache/builds"));
  // Loaded here, since they take a while and a wrong port should not.
  const { runStack } = require("./engine") as typeof import("./engine");
  const program = require("../../index") as typeof import("../../index");
  const run = async (layer: Layer, stackOutputs: Record<string, Record<string, unknown>>) => {
    const provider = awsProvider({ region: layer.region, apiEndpoint });
    return { ...layer, ...(await runStack({ ...layer, program, provider, stackOutputs })) };
  };

  try {
    const deployed = await run(bootstrap, {});
    const outputs = { [bootstrapStack.fullName]: deployed.outputs };
    return { project, region: service.region, bootstrap: deployed, service: await run(service, outputs) };
  } catch (error) {
    const missing = [bootstrap, service].flatMap(leftOut);
    if (!RunError.isInstance(error) || missing.length === 0) throw error;
    throw new RunError([error.message, ...missing].join(" "));
  } finally {
    // Bundling leaves esbuild's process running, which has nothing more to do.
    await stopEsbuild();
  }
}

/** Reads a stack that must be of this layer. */
function readLayer(directory: string, expected: "bootstrap" | "service", stack: string): Layer {
  const read = readStackConfig(directory, stack);
  const layer = { ...read, stack, region: read.config["aws:region"] || defaultRegion, overridden: [] };
  const value = required(layer, "layer");
  if (value === expected) return layer;
  throw new RunError(
    `${read.project}:layer is "${value}" in Pulumi.${stack}.yaml: set it to "${expected}", ` +
      "which the local deployment needs there",
  );
}

/** Where a stack names no region, which on AWS the environment may do instead. */
const defaultRegion = "us-east-1";

/** The bootstrap stack that a service names, which must have a file in `directory`. */
function namedBootstrapStack(directory: string, service: Layer): { readonly stack: string; readonly fullName: string } {
  const named = required(service, "bootstrapStack");
  const [stack = "", project = service.project, organization = "organization"] = named.split("/").reverse();
  const problem =
    project !== service.project
      ? `of the project ${project}`
      : stackNames(directory).includes(stack)
        ? undefined
        : `without a file Pulumi.${stack}.yaml here`;
  if (!problem) return { stack, fullName: `${organization}/${project}/${stack}` };
  throw new RunError(
    `${service.project}:bootstrapStack is "${named}" in Pulumi.${service.stack}.yaml, a stack ${problem}: ` +
      "the local deployment runs a bootstrap stack of this project, from its file",
  );
}

/** The value of a key without which nothing can be run. */
function required(layer: Layer, name: string): string {
  const { project, stack, config, encrypted, hasEnvironment } = layer;
  const key = `${project}:${name}`;
  if (config[key]) return config[key];
  const missing = leftOut({ stack, encrypted: encrypted.filter((name) => name === key), hasEnvironment });
  throw new RunError(
    encrypted.includes(key)
      ? missing.join(" ")
      : [`${key} is not set in Pulumi.${stack}.yaml: the local deployment needs it there.`, ...missing].join(" "),
  );
}
