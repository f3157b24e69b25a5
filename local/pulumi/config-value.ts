/** A value of a stack's configuration, as the Pulumi CLI holds it: text, or a list or an object as JSON text. */
export interface ConfigValue {
  /** What the program gets. */
  readonly text: string;
  /** What the type that a project declares is for: the text, or the list or the object itself. */
  readonly content: unknown;
  /** Whether it has a text that the CLI alone can decrypt. */
  readonly isEncrypted: boolean;
}

/** Takes a value from a file as the CLI does, for which a number is its text and null is empty. */
export function configValue(value: unknown): ConfigValue {
  const isEncrypted = hasSecret(value);
  if (typeof value === "object" && value !== null) return { text: JSON.stringify(value), content: value, isEncrypted };
  const text = value === null ? "" : String(value);
  return { text, content: text, isEncrypted };
}

/** Whether this is `{"secure": "…"}`, or holds one. */
function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const members = Object.entries(value);
  if (members.length === 1 && members[0]?.[0] === "secure" && typeof members[0][1] === "string") return true;
  return members.some(([, member]) => hasSecret(member));
}
