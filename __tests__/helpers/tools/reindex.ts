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

/** `npm run reindex`, as a process of its own. */
export function startReindex(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [compiledCommand("tools/reindex/reindex.ts"), ...args], {
    cwd: projectDirectory,
    env: { PATH: process.env["PATH"] ?? "", ...env },
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

/** Serves the local S3 in a process of its own, which jest cannot load; ends with `kill`. */
export async function serveS3(directory: string, bucket: string): Promise<{ url: string; kill: () => void }> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "__tests__/helpers/local/serve-s3.mts", directory, bucket],
    {
      cwd: projectDirectory,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
    child.once("close", () => reject(new Error("The local S3 ended")));
  });
  return { url, kill: () => child.kill("SIGKILL") };
}
