import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { compiledCommand } from "./compiled-command";

const projectDirectory = join(__dirname, "../../..");

/** How a command ended. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run reindex`, as a process of its own, which finds nothing but this in its environment. */
export function startReindex(args: readonly string[], env: Record<string, string>) {
  const { PATH = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = spawn(process.execPath, [compiledCommand("tools/reindex/reindex.ts"), ...args], {
    cwd: projectDirectory,
    env: { PATH, NODE_COMPILE_CACHE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: ended(child) };
}

function ended(child: ChildProcess): Promise<CommandResult> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, stdout, stderr })));
}
