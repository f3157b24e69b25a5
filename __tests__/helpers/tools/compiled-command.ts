import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { runDirectory } from "../run/made-once";

const projectDirectory = join(__dirname, "../../..");
/** The only place that a command starts a program of. */
const programs = join(projectDirectory, "documents/apart");

/**
 * The file of a command of `tools/`, compiled with all that it imports, for all files of a run of the tests. A process of it
 * starts in half of the time that one takes which loads each module; that `npm run` does so is for the tests of the README.
 */
export function compiledCommand(source: `tools/${string}.ts`): string {
  const file = join(runDirectory(), `${source.replaceAll("/", "-")}.cjs`);
  if (existsSync(file)) return file;
  // Whoever finds the file finds all of it.
  const unfinished = `${file}.${randomUUID()}`;
  const here = `--define:__dirname=${JSON.stringify(programs)}`;
  const options = ["--bundle", "--platform=node", "--log-level=error", here, `--outfile=${unfinished}`];
  execFileSync(join(projectDirectory, "node_modules/.bin/esbuild"), [source, ...options], { cwd: projectDirectory });
  renameSync(unfinished, file);
  return file;
}
