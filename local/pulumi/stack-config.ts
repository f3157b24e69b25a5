import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import * as z from "zod";
import { configKey } from "./config-key";
import { isOfType, typeName } from "./config-type";
import { type ConfigValue, configValue } from "./config-value";
import { type DeclaredKey, readProjectFile } from "./project-file";
import { readYaml } from "./read-yaml";

const stackFile = z.object({
  config: z.record(z.string(), z.unknown()).nullish(),
  // Names of environments, or one that is written here: https://www.pulumi.com/docs/esc/guides/pulumi-iac/
  environment: z.unknown().optional(),
});

/** A stack's configuration as Pulumi hands it to a program. */
export interface StackConfig {
  readonly project: string;
  /** Text, or JSON text, by namespaced key. */
  readonly config: Record<string, string>;
  /** The keys that are not in `config`, because the stack's file has values for them that only the CLI can decrypt. */
  readonly encrypted: readonly string[];
  /** Whether environments of Pulumi ESC have more of it, which only the CLI can open. */
  readonly hasEnvironment: boolean;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` in `directory` as the Pulumi CLI does, but for values that are encrypted
 * or in environments, which it leaves out. Throws a `RunError` that names the file and what is wrong with it.
 * https://www.pulumi.com/docs/iac/concepts/config/
 */
export function readStackConfig(directory: string, stack: string): StackConfig {
  const { name, stackDirectory, config: declared } = readProjectFile(directory);
  const file = join(stackDirectory, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) throw new RunError(`${file} does not exist: ${whatThereIs(directory)}`);

  const values = new Map<string, ConfigValue>();
  const { config, environment } = readYaml(file, stackFile);
  const hasEnvironment = environment !== undefined && environment !== null;
  for (const [key, value] of Object.entries(config ?? {})) {
    const full = configKey(name, key, file);
    if (values.has(full)) throw new RunError(`${file} has the key ${full} twice, once without its namespace`);
    values.set(full, configValue(value));
  }
  const encrypted = [...values].filter(([, { isEncrypted }]) => isEncrypted).map(([key]) => key);
  for (const [key, declaration] of declared) {
    const value = values.get(key) ?? declaration.byDefault;
    if (!value && hasEnvironment) continue;
    const problem = problemOf(value, declaration);
    if (problem) throw new RunError(`${key} ${problem}, in ${file}${elsewhere(key, values)}`);
  }
  for (const key of encrypted) values.delete(key);
  for (const [key, { byDefault }] of declared) {
    if (!values.has(key) && byDefault) values.set(key, byDefault);
  }
  return {
    project: name,
    config: Object.fromEntries([...values].map(([key, { text }]) => [key, text])),
    encrypted,
    hasEnvironment,
  };
}

/** The names of the stacks that have a file for the project in `directory`. */
export function stackNames(directory: string): string[] {
  const { stackDirectory } = readProjectFile(directory);
  if (!existsSync(stackDirectory)) return [];
  return readdirSync(stackDirectory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

function whatThereIs(directory: string): string {
  const stacks = stackNames(directory);
  return stacks.length > 0
    ? `copy one of the stacks ${stacks.join(", ")} to it, or use that one`
    : "there are no stacks";
}

/** What the CLI refuses of the value that a stack has for a key, or of its lack. */
function problemOf(value: ConfigValue | undefined, { type, secret }: DeclaredKey): string | undefined {
  if (!value) return "is not set, and has no default";
  if (value.isEncrypted || !type) return undefined;
  if (secret) return "is a secret, but not encrypted";
  return isOfType(type, value.content)
    ? undefined
    : `is ${value.text || "empty"}, but must be of type ${typeName(type)}`;
}

/** Where a key has its value that is missing: below the name that the project once had. */
function elsewhere(key: string, values: ReadonlyMap<string, ConfigValue>): string {
  const [project, name] = key.split(":");
  const other = [...values.keys()].find((there) => !values.has(key) && there.endsWith(`:${name}`));
  return other ? `, which has ${other}: rename it, for this project is ${project}` : "";
}
