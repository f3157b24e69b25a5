import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { temporaryDirectory } from "../temporary-directory";

const projectDirectory = join(__dirname, "../../..");
const directory = temporaryDirectory();
/** The only place that a command starts a program of. */
const programs = join(projectDirectory, "documents/apart");
const compiled = new Map<string, string>();

/**
 * The file of a command of `tools/`, compiled with all that it imports, once for a file of tests. A process of it starts in
 * a fifth of the time that one takes which compiles each module; that `npm run` does so is for the tests of the README.
 */
export function compiledCommand(source: `tools/${string}.ts`): string {
  const existing = compiled.get(source);
  if (existing) return existing;
  const file = join(directory, `${compiled.size}.cjs`);
  const here = `--define:__dirname=${JSON.stringify(programs)}`;
  const options = ["--bundle", "--platform=node", "--log-level=error", here, `--outfile=${file}`];
  execFileSync(join(projectDirectory, "node_modules/.bin/esbuild"), [source, ...options], { cwd: projectDirectory });
  compiled.set(source, file);
  return file;
}
