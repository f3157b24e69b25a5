import { CommandError } from "../tools/command/command-error";
import type { Client } from "./client";
import { clients } from "./clients";

/** The clients of these packages, all, or by default those of the checks. Throws a {@link CommandError} where one is none. */
export function chooseClients(names: readonly string[]): readonly Client[] {
  if (names.length === 0) return clients.filter(({ isInChecks }) => isInChecks);
  const packages = new Set(clients.map((client) => client.package));
  const unknown = names.find((name) => name !== "all" && !packages.has(name));
  if (unknown !== undefined) {
    throw new CommandError(`${JSON.stringify(unknown)} is no client: there are ${[...packages].join(", ")}, and all`);
  }
  return names.includes("all") ? clients : clients.filter((client) => names.includes(client.package));
}

/** What clients in Python are installed from: those of the checks alone take less than half of the room. */
export function requirementsFile(chosen: readonly Client[]): "requirements.txt" | "requirements-ci.txt" {
  const areInChecks = chosen.every(({ language, isInChecks }) => language !== "python" || isInChecks);
  return areInChecks ? "requirements-ci.txt" : "requirements.txt";
}
