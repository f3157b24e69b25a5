import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CommandError } from "../tools/command/command-error";

const cacheDirectory = join(__dirname, "../node_modules/.cache");

/**
 * The path of a program in a virtual environment that has what a requirements file names. It is made by `python3` when it is
 * first asked for, and then kept until the file changes or `npm ci` removes it. Throws a {@link CommandError} where there is
 * no Python to make it.
 */
export async function pythonEnvironment(requirementsFile: string): Promise<(program: string) => string> {
  const hash = createHash("sha256").update(readFileSync(requirementsFile)).digest("hex").slice(0, 16);
  const directory = join(cacheDirectory, `python-${hash}`);
  const program = (name: string) => join(directory, "bin", name);
  const complete = join(directory, "complete");
  if (!existsSync(complete)) {
    await promisify(execFile)("python3", ["-m", "venv", "--clear", directory]).catch(() => {
      throw new CommandError(
        "python3 makes no virtual environment: install Python 3.11 or later with venv, on Debian with apt-get install python3-venv",
      );
    });
    await promisify(execFile)(program("python"), ["-m", "pip", "install", "--requirement", requirementsFile]);
    writeFileSync(complete, "");
  }
  return program;
}
