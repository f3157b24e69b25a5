import type * as z from "zod";

/** What is wrong with a place of a body, in the words of Bedrock's validator. */
export interface SchemaViolation {
  /** The place, as a JSON pointer. */
  readonly pointer: string;
  readonly problem: string;
}

/**
 * What a schema refuses in a body that it was given with `reportInput`, in the words of the validator behind Bedrock's
 * "Malformed input request". https://github.com/everit-org/json-schema
 */
export function schemaViolations(error: z.ZodError): SchemaViolation[] {
  return error.issues.flatMap((issue) => {
    const at = (path: readonly PropertyKey[], problem: string) => ({ pointer: ["#", ...path].join("/"), problem });
    const { path, input } = issue;
    if (input === undefined) return at(path.slice(0, -1), `required key [${String(path.at(-1))}] not found`);
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => at(path, `extraneous key [${key}] is not permitted`));
      case "invalid_type":
        return at(path, `expected type: ${typeNames[issue.expected] ?? issue.expected}, found: ${typeOf(input)}`);
      case "invalid_value":
        return at(path, `${String(input)} is not a valid enum value`);
      case "too_big":
        return at(path, sizeProblem("max", Number(issue.maximum), input));
      case "too_small":
        return at(path, sizeProblem("min", Number(issue.minimum), input));
      default:
        return at(path, issue.message);
    }
  });
}

/** The validator's names of JSON's types. */
const typeNames: Readonly<Record<string, string>> = {
  string: "String",
  number: "Number",
  boolean: "Boolean",
  array: "JSONArray",
  object: "JSONObject",
};

function typeOf(value: unknown): string {
  if (value === null) return "Null";
  if (Array.isArray(value)) return "JSONArray";
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "BigDecimal";
  return typeNames[typeof value] ?? typeof value;
}

function sizeProblem(bound: "max" | "min", limit: number, value: unknown): string {
  return Array.isArray(value)
    ? `expected ${bound}imum item count: ${limit}, found: ${value.length}`
    : `expected ${bound}Length: ${limit}, actual: ${String(value).length}`;
}
