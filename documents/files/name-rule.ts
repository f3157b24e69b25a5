import type { LeftOutReason } from "../left-out";

/** Why what is called so is left out by a rule, with all that is in it, wherever it is in a folder that was given. */
export function nameRule(name: string): LeftOutReason | undefined {
  if (name.startsWith(".")) return "hidden";
  return name === "node_modules" ? "node_modules" : undefined;
}
