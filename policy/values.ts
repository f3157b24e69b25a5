/** Whether it is an object with keys of its own, such as a resource's properties. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of keys, such as `rule.objectOwnership`; undefined where there is none. */
export function read(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** A list as it is, one value as a list of it, and none as the empty list. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The texts in {@link list}. */
export function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === "string");
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
