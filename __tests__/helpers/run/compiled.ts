import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { runDirectory } from "./made-once";

const projectDirectory = join(__dirname, "../../..");

/** Where what is compiled for a run of the tests is, with the packages of the project. */
export function compiledDirectory(): string {
  return join(runDirectory(), "compiled");
}

/**
 * The file of a program of this project below {@link compiledDirectory}, compiled by esbuild with all that it imports, for all
 * files of a run of the tests. A process of it starts in half of the time that one takes which loads each module.
 */
export function compiled(source: string, path: string, ...options: readonly string[]): string {
  const file = join(compiledDirectory(), path);
  if (existsSync(file)) return file;
  writeWhole("node_modules", (link) => symlinkSync(join(projectDirectory, "node_modules"), link));
  const all = ["--bundle", "--minify-whitespace", "--platform=node", "--log-level=error", ...options];
  writeWhole(path, (outfile) =>
    execFileSync(join(projectDirectory, "node_modules/.bin/esbuild"), [source, ...all, `--outfile=${outfile}`], {
      cwd: projectDirectory,
    }),
  );
  return file;
}

/** Makes a file below {@link compiledDirectory} of which whoever finds it finds all, also where others make it at the same time. */
export function writeWhole(path: string, write: (file: string) => unknown): void {
  const file = join(compiledDirectory(), path);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  write(unfinished);
  renameSync(unfinished, file);
}
