import { join } from "node:path";

import program = require("../../../examples/consumer");

import { awsProvider } from "../../../local/pulumi/aws-provider";
import { runStack } from "../../../local/pulumi/engine";
import { ofType, type StackResult } from "../../../local/pulumi/registered-resource";
import { readStackConfig } from "../../../local/pulumi/stack-config";
import { bootstrapStackName, runLayer } from "./run-layer";

/** The folder of another team's program. */
export const consumerDirectory = join(__dirname, "../../../examples/consumer");

/** What the program of {@link runConsumer} runs with. */
export interface RunConsumerArgs {
  /** Configuration of the bootstrap stack that it references. */
  readonly bootstrap?: Record<string, unknown>;
  /** Changes to what that stack returns. */
  readonly outputs?: Record<string, unknown>;
  /** Overrides of the program's own configuration. */
  readonly config?: Record<string, string>;
  readonly preview?: boolean;
}

const runs = new Map<string, Promise<StackResult>>();

/** Runs the other team's program under Pulumi's mocks, against what the bootstrap layer returns; once for the same arguments. */
export function runConsumer(args: RunConsumerArgs = {}): Promise<StackResult> {
  const key = JSON.stringify(args);
  const run = runs.get(key) ?? runOnce(args);
  runs.set(key, run);
  return run;
}

async function runOnce({
  bootstrap = {},
  outputs = {},
  preview = false,
  ...args
}: RunConsumerArgs): Promise<StackResult> {
  const { project, config } = readStackConfig(consumerDirectory, "dev");
  const overrides = Object.entries(args.config ?? {}).map(([key, value]) => [`${project}:${key}`, value]);
  const returned = await runLayer("bootstrap", { config: bootstrap });
  return runStack({
    project,
    stack: "dev",
    config: { ...config, ...Object.fromEntries(overrides) },
    program,
    provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.example" }),
    stackOutputs: { [bootstrapStackName]: { ...returned.outputs, ...outputs } },
    preview,
  });
}

/** The policies of the program's one role, as far as they are known. */
export function consumerPolicies(result: StackResult): string[] {
  const policies = ofType(result, "aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => inputs["policy"]);
  return policies.filter((policy) => typeof policy === "string");
}
