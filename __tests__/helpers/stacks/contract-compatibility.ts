import { isDeepStrictEqual } from "node:util";

/** A JSON Schema, as far as the comparison tells its keywords apart. */
export interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly [keyword: string]: unknown;
}

/**
 * What forbids that two revisions of one version of a contract meet, empty where nothing does. They meet both ways: who
 * reads by the recorded one gets what a stack of the current one returns, and the other way round. So an output that
 * both have must be of the very same type, and one that only the current has must be optional.
 */
export function incompatibilities(recorded: JsonSchema, current: JsonSchema, path = "the contract"): string[] {
  const { properties: before = {}, required: requiredBefore = [], ...typeBefore } = recorded;
  const { properties: after = {}, required: requiredAfter = [], ...typeAfter } = current;
  if (!isDeepStrictEqual(withoutAnnotations(typeBefore), withoutAnnotations(typeAfter))) {
    return [`${path} is of another type`];
  }

  const kept = Object.entries(before).flatMap(([name, type]) => {
    const changed = after[name];
    if (!changed) return [`${name} was removed`];
    if (requiredBefore.includes(name) && !requiredAfter.includes(name)) {
      return [`${name} may be missing, and readers rely on it`];
    }
    if (requiredAfter.includes(name) && !requiredBefore.includes(name)) {
      return [`${name} is required, and stacks may leave it out`];
    }
    return incompatibilities(type, changed, name);
  });
  const added = Object.keys(after).filter((name) => !before[name]);
  return [
    ...kept,
    ...added
      .filter((name) => requiredAfter.includes(name))
      .map((name) => `${name} is required, and stacks do not return it yet`),
    ...(recorded.additionalProperties === false ? added.map((name) => `${name} is refused by readers`) : []),
  ];
}

/** A schema without what only people read. */
function withoutAnnotations(schema: unknown): unknown {
  const annotations = new Set(["$schema", "description", "title", "examples", "deprecated"]);
  // Where such a name is that of an output, it holds a schema.
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      annotations.has(key) && (typeof value !== "object" || Array.isArray(value)) ? undefined : value,
    ),
  );
}
