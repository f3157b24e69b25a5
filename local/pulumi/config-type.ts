import * as z from "zod";
import { isObject } from "../../embedding/is-object";

/** The type that a project declares for a key. */
export interface ConfigType {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  /** What an array is of. */
  readonly items?: ConfigType | undefined;
}

export const configType: z.ZodType<ConfigType> = z.lazy(() =>
  z.object({ type: z.enum(["string", "integer", "boolean", "array", "object"]), items: configType.optional() }),
);

/** A type as the CLI's messages name it, such as `array<string>`. */
export function typeName({ type, items }: ConfigType): string {
  return items ? `array<${typeName(items)}>` : type;
}

/**
 * Whether a value is of a type by the CLI's rules, which take a number and a boolean as text too.
 * https://github.com/pulumi/pulumi/blob/v3.270.0/sdk/go/common/workspace/project.go (`ValidateConfigValue`)
 */
export function isOfType({ type, items }: ConfigType, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return typeof value === "string" ? /^[+-]?\d+$/.test(value) : Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value) && items !== undefined && value.every((item) => isOfType(items, item));
  }
}
