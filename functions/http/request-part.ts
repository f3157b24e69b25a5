import { abbreviate } from "../../embedding/abbreviate";

/** A part of a request: what it calls its fields, and what all of them are. */
const parts = {
  body: { fields: "fields", all: "body" },
  path: { fields: "parameters", all: "path" },
  query: { fields: "parameters", all: "query" },
  call: { fields: "arguments", all: "arguments" },
} as const;

/** A part of a request. */
export type RequestPart = keyof typeof parts;

/** The names to tell of those that a caller made up: the start of the first ten. */
export function firstNames(names: readonly string[]): string[] {
  return names.slice(0, 10).map(abbreviate);
}

/** Says which names of a part, or of a field in it, are unknown. */
export function unknownNames(names: readonly string[], part: RequestPart, field = ""): string {
  const quoted = firstNames(names).map((name) => JSON.stringify(name));
  return `${field ? "" : `the ${part} `}has unknown ${parts[part].fields}: ${quoted.join(", ")}`;
}

/** Says that a part is no object. */
export function noObject(part: RequestPart): string {
  return `the ${parts[part].all} must be a JSON object`;
}
