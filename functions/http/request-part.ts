import { abbreviate } from "../../embedding/abbreviate";

/** A part of a request, and what it calls its fields. */
const parts = { body: "fields", path: "parameters", query: "parameters", call: "arguments" } as const;

/** A part of a request. */
export type RequestPart = keyof typeof parts;

/** Says which names of a part, or of a field in it, are unknown. */
export function unknownNames(names: readonly string[], part: RequestPart, field = ""): string {
  const quoted = names.slice(0, 10).map((name) => JSON.stringify(abbreviate(name)));
  return `${field ? "" : `the ${part} `}has unknown ${parts[part]}: ${quoted.join(", ")}`;
}
