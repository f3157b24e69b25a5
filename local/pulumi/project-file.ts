import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import * as z from "zod";
import { configKey } from "./config-key";
import { type ConfigType, configType, isOfType, typeName } from "./config-type";
import { type ConfigValue, configValue } from "./config-value";
import { readYaml } from "./read-yaml";

const projectFile = z.object({
  name: z.string().min(1),
  stackConfigDir: z.string().nullish(),
  /** A text is the folder of the stacks' files, as it was written once. */
  config: z.union([z.record(z.string(), z.unknown()), z.string()]).nullish(),
});

/** A value, in the place of the declaration of one. */
const shorthand = z.union([z.string(), z.int(), z.boolean(), z.array(z.unknown())]);

/** What `Pulumi.yaml` says of a key. */
const declaration = z.strictObject({
  type: z.enum(["string", "integer", "boolean", "array", "object"]).optional(),
  items: configType.optional(),
  description: z.string().optional(),
  secret: z.boolean().default(false),
  default: z.unknown().optional(),
  value: z.unknown().optional(),
});

/** A key of a project's configuration. */
export interface DeclaredKey {
  readonly type?: ConfigType | undefined;
  readonly description?: string | undefined;
  /** Whether a stack's value must be encrypted. */
  readonly secret: boolean;
  /** The value where a stack has none; undefined where each stack must have one. */
  readonly byDefault?: ConfigValue | undefined;
}

/** A Pulumi project, as far as the configuration of its stacks depends on it. */
export interface ProjectFile {
  readonly name: string;
  /** Where the stacks' files are. */
  readonly stackDirectory: string;
  /** By namespaced key. */
  readonly config: ReadonlyMap<string, DeclaredKey>;
}

/**
 * Reads `Pulumi.yaml` in `directory`. Throws a `RunError` where the CLI refuses it too.
 * https://www.pulumi.com/docs/iac/concepts/projects/project-file/#config-options
 */
export function readProjectFile(directory: string): ProjectFile {
  const file = join(directory, "Pulumi.yaml");
  const { name, stackConfigDir, config } = readYaml(file, projectFile);
  const onceConfigDir = typeof config === "string" ? config : undefined;
  if (onceConfigDir !== undefined && stackConfigDir !== undefined) {
    throw new RunError(`${file} says the folder of the stacks' files twice: leave out config, and keep stackConfigDir`);
  }
  const keys = Object.entries(typeof config === "string" ? {} : (config ?? {})).map(
    ([key, value]): [string, DeclaredKey] => {
      const refuse = (problem: string) => new RunError(`${file} declares the key ${key}, which ${problem}`);
      return [configKey(name, key, file), declaredKey(!key.includes(":") || key.startsWith(`${name}:`), value, refuse)];
    },
  );
  return { name, stackDirectory: join(directory, stackConfigDir ?? onceConfigDir ?? ""), config: new Map(keys) };
}

/** Checks and simplifies what is declared of a key: one of this project's own, or one of a provider, such as `aws:region`. */
function declaredKey(isOwn: boolean, declared: unknown, refuse: (problem: string) => Error): DeclaredKey {
  if (shorthand.safeParse(declared).success) return { secret: false, byDefault: configValue(declared) };
  const result = declaration.safeParse(declared);
  if (!result.success) {
    const [{ path, message } = { path: [], message: "" }] = result.error.issues;
    throw refuse(`is no value, and no declaration of one: ${[path.join("."), message].join(" ").trim()}`);
  }
  const { type, items, description, secret, default: byDefault, value } = result.data;
  const isSet = (given: unknown) => given !== undefined && given !== null;
  if (isSet(byDefault) && isSet(value)) throw refuse("has both a default and a value: it takes one of them");
  if (!isOwn && (type || isSet(byDefault))) throw refuse("is not this project's own: it takes a value only");
  if (!isOwn && !isSet(value)) throw refuse("is not this project's own, and has no value");
  if (type === "array" && !items) throw refuse("is an array without the type of its items");
  const typed = type && { type, items };
  if (typed && isSet(byDefault) && !isOfType(typed, byDefault)) {
    throw refuse(`has the default ${JSON.stringify(byDefault)}, which is not of type ${typeName(typed)}`);
  }
  const given = byDefault ?? value;
  return { type: typed, description, secret, byDefault: isSet(given) ? configValue(given) : undefined };
}
