import { RunError } from "@pulumi/pulumi/errors";

/**
 * A configuration key with its namespace, which is the project where it has none. Throws a `RunError` where `key`, which
 * is in `file`, is none.
 */
export function configKey(project: string, key: string, file: string): string {
  const parts = key.split(":");
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  // As keys were written once.
  const [namespace, module, name] = parts;
  if (parts.length === 3 && module === "config") return `${namespace}:${name}`;
  throw new RunError(`${file} has the key ${key}: a key is a name, or namespace:name`);
}
