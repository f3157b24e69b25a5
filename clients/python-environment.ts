import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { errorMessage } from "../common/caught-error";
import { CommandError } from "../tools/command/command-error";

const cacheDirectory = join(__dirname, "../node_modules/.cache");

/** Those that are being made, so that who asks meanwhile waits. */
const underWay = new Map<string, Promise<void>>();

/**
 * The path of a program in a virtual environment that has what a requirements file names. It is made by `python3` when it is
 * first asked for, and then kept until the file changes or `npm ci` removes it. Throws a {@link CommandError} where there is
 * no Python to make it.
 */
export async function pythonEnvironment(requirementsFile: string): Promise<(program: string) => string> {
  const hash = createHash("sha256").update(readFileSync(requirementsFile)).digest("hex").slice(0, 16);
  const directory = join(cacheDirectory, `python-${hash}`);
  const made = underWay.get(directory) ?? make(directory, requirementsFile).finally(() => underWay.delete(directory));
  underWay.set(directory, made);
  await made;
  return (name) => join(directory, "bin", name);
}

async function make(directory: string, requirementsFile: string): Promise<void> {
  const complete = join(directory, "complete");
  if (existsSync(complete)) return;
  await promisify(execFile)("python3", ["-m", "venv", "--clear", directory]).catch((error: unknown) => {
    throw new CommandError(
      "python3 makes no virtual environment: install Python 3.11 or later with venv, on Debian with apt-get install " +
        `python3-venv (${errorMessage(error)
          .trim()
          .replaceAll(/\s*\n\s*/g, "; ")})`,
    );
  });
  await promisify(execFile)(join(directory, "bin/python"), ["-m", "pip", "install", "--requirement", requirementsFile]);
  writeFileSync(complete, "");
}
