import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import * as z from "zod";

const projectFile = z.object({
  name: z.string(),
  config: z.record(z.string(), z.object({ default: z.unknown().optional() })).default({}),
});
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).default({}) });

/** A stack's configuration as Pulumi hands it to a program. */
export interface StackConfig {
  readonly project: string;
  /** Text, or JSON text, by namespaced key. */
  readonly config: Record<string, string>;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` in `directory` and applies the project's defaults, as the Pulumi
 * CLI does. Throws a `RunError` that names the file and what is wrong with it.
 */
export function readStackConfig(directory: string, stack: string): StackConfig {
  const project = readYaml(join(directory, "Pulumi.yaml"), projectFile);
  const { config } = readYaml(join(directory, `Pulumi.${stack}.yaml`), stackFile);
  const defaults = Object.entries(project.config).flatMap(([key, { default: value }]) =>
    value === undefined ? [] : [[`${project.name}:${key}`, value] as const],
  );
  return {
    project: project.name,
    config: Object.fromEntries(
      [...defaults, ...Object.entries(config)].map(([key, value]) => [key, toConfigText(value)]),
    ),
  };
}

function readYaml<T extends z.ZodType>(file: string, schema: T): z.output<T> {
  if (!existsSync(file)) throw new pulumi.RunError(`${file} does not exist: ${stacksIn(dirname(file))}`);
  const result = schema.safeParse(parseYaml(file) ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
  throw new pulumi.RunError(`${file} is not a Pulumi configuration file: ${problems.join("; ")}`);
}

/** What there is instead of a stack's file. */
function stacksIn(directory: string): string {
  const stacks = readdirSync(directory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return stacks.length > 0
    ? `copy one of the stacks ${stacks.join(", ")} to it, or use that one`
    : "there are no stacks";
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    const [problem] = String(error).split("\n", 1);
    throw new pulumi.RunError(`${file} is not valid YAML: ${problem}`);
  }
}

function toConfigText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
