import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { requirementsFile } from "./choose-clients";
import type { Client } from "./client";
import { pythonEnvironment } from "./python-environment";

/** What runs a client's program, and what it finds in its environment besides. */
export interface Runner {
  readonly command: (program: string) => readonly [file: string, ...args: string[]];
  /** What runs a program given as its text. */
  readonly script: (code: string) => readonly [file: string, ...args: string[]];
  readonly variables: Readonly<Record<string, string>>;
}

/** Installs what the programs of these clients in a language import, where that has not been done, in the versions that this folder names. */
export async function prepareRunner(language: Client["language"], chosen: readonly Client[]): Promise<Runner> {
  return language === "node" ? prepareNode() : preparePython(requirementsFile(chosen));
}

async function prepareNode(): Promise<Runner> {
  const directory = join(__dirname, "node");
  const hash = createHash("sha256")
    .update(readFileSync(join(directory, "package-lock.json")))
    .digest("hex");
  const complete = join(directory, "node_modules", ".complete");
  if (!existsSync(complete) || readFileSync(complete, "utf8") !== hash) {
    await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], { cwd: directory });
    writeFileSync(complete, hash);
  }
  // Node.js itself leaves the types out of a program.
  return {
    command: (program) => [process.execPath, join(directory, `${program}.ts`)],
    script: (code) => [process.execPath, "--input-type=module", "--eval", code],
    variables: {},
  };
}

async function preparePython(requirements: string): Promise<Runner> {
  const directory = join(__dirname, "python");
  const python = await pythonEnvironment(join(directory, requirements));
  // tiktoken would fetch its tables, which LiteLLM brings along.
  const [tables = ""] = globSync(python("../lib/python3*/site-packages/litellm/litellm_core_utils/tokenizers"));
  return {
    command: (program) => [python("python"), join(directory, `${program}.py`)],
    script: (code) => [python("python"), "-c", code],
    variables: { TIKTOKEN_CACHE_DIR: tables, PYTHONUNBUFFERED: "1" },
  };
}
