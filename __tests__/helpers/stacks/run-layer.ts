import { join } from "node:path";
import { stop as stopEsbuild } from "esbuild";

import program = require("../../..");

import { awsProvider, type ExistingInAws } from "../../../local/pulumi/aws-provider";
import { runStack } from "../../../local/pulumi/engine";
import { ofType, type RegisteredResource, type StackResult } from "../../../local/pulumi/registered-resource";
import { readStackConfig } from "../../../local/pulumi/stack-config";
import { projectDirectory } from "../../../local/pulumi/stacks";
import { keepBuilds } from "../../../service/lambda/kept-builds";
import { detachDebuggers } from "./detach-debuggers";
import { stacksDirectory } from "./stack-file";

export { ofType };

/** The stack that {@link runLayer} runs for each layer if not told otherwise, as its file in `__tests__/stacks` says. */
const stacks = { bootstrap: "bootstrap", service: "dev" } as const;

/** The full name under which a service finds the bootstrap stack. */
export const bootstrapStackName = "organization/embeddings-service/bootstrap";

export interface RunLayerArgs {
  /** @default bootstrap or dev */
  readonly stack?: string;
  /** Overrides of the stack's configuration, by key, this project's without namespace; text as it is, the rest as JSON. */
  readonly config?: Record<string, unknown>;
  /** Keys, with their namespace, of values that are secrets. */
  readonly secretKeys?: readonly string[];
  readonly preview?: boolean;
  /** What the stack finds in AWS. */
  readonly existing?: ExistingInAws;
  /** @default what the bootstrap layer returns with its own configuration */
  readonly stackOutputs?: Record<string, Record<string, unknown>>;
}

// Bundling leaves esbuild's process running, and serializing what is bundled a debugger.
afterAll(() => stopEsbuild());
detachDebuggers();

// The functions of one code are bundled once for all configurations, as they are for the local deployment.
keepBuilds(join(projectDirectory, "node_modules/.cache/test-builds"));

const runs = new Map<string, Promise<StackResult>>();
let lastRun: Promise<unknown> = Promise.resolve();

/** Runs a layer of the program under Pulumi's mocks, once for the same arguments. */
export async function runLayer(layer: keyof typeof stacks, args: RunLayerArgs = {}): Promise<StackResult> {
  const stackOutputs =
    args.stackOutputs ?? (layer === "service" ? { [bootstrapStackName]: (await runLayer("bootstrap")).outputs } : {});
  const { stack, config, secretKeys, preview, existing } = args;
  const key = JSON.stringify([layer, stack, config, secretKeys, preview, existing, stackOutputs]);
  const run = runs.get(key) ?? lastRun.then(() => runOnce(layer, { ...args, stackOutputs }));
  runs.set(key, run);
  lastRun = run.catch(() => undefined);
  return run;
}

function runOnce(layer: keyof typeof stacks, args: RunLayerArgs): Promise<StackResult> {
  const { stack = stacks[layer] } = args;
  const { project, config } = readStackConfig(stacksDirectory, stack);
  const overrides = Object.entries(args.config ?? {}).map(([key, value]) => [
    key.includes(":") ? key : `${project}:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return runStack({
    project,
    ...args,
    stack,
    config: { ...config, ...Object.fromEntries(overrides) },
    program,
    provider: awsProvider({
      region: "us-east-1",
      apiEndpoint: "https://api.example",
      existing: args.existing,
    }),
  });
}

/** The one registered resource of this name; fails where there is none or more than one. */
export function named({ resources }: StackResult, name: string): RegisteredResource {
  const matches = resources.filter((resource) => resource.name === name);
  if (matches.length !== 1 || !matches[0]) {
    throw new Error(`${matches.length} resources are named ${name}, of ${resources.map((r) => r.name).join(", ")}`);
  }
  return matches[0];
}
