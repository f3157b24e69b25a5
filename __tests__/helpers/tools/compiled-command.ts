import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runDirectory } from "../run/made-once";

const projectDirectory = join(__dirname, "../../..");

/** The program that a command starts, to parse documents, and what it is started by, in place of their TypeScript. */
const parser = { source: "documents/apart/parser-process.ts", compiled: "documents/apart/parser-process.cjs" };
const runner = {
  file: "common/run-typescript.cjs",
  text: 'process.argv.splice(1, 2, process.argv[2].replace(/ts$/, "cjs"));\nrequire(process.argv[1]);\n',
};

/**
 * The file of a command of `tools/`, compiled with all that it imports, for all files of a run of the tests, and so is the
 * program that it starts. A process of it starts in half of the time that one takes which loads each module; that `npm run`
 * does so is for the tests of the README.
 */
export function compiledCommand(source: `tools/${string}.ts`): string {
  const directory = join(runDirectory(), "commands");
  const file = join(directory, `${source.replaceAll("/", "-")}.cjs`);
  if (existsSync(file)) return file;
  prepareParser(directory);
  compile(source, file, `--define:__dirname=${JSON.stringify(dirname(join(directory, parser.source)))}`);
  return file;
}

function prepareParser(directory: string): void {
  const file = join(directory, parser.compiled);
  if (existsSync(file)) return;
  writeWhole(join(directory, "node_modules"), (path) => symlinkSync(join(projectDirectory, "node_modules"), path));
  writeWhole(join(directory, runner.file), (path) => writeFileSync(path, runner.text));
  compile(parser.source, file);
}

function compile(source: string, file: string, ...more: string[]): void {
  const options = ["--bundle", "--minify-whitespace", "--platform=node", "--log-level=error", ...more];
  writeWhole(file, (path) =>
    execFileSync(join(projectDirectory, "node_modules/.bin/esbuild"), [source, ...options, `--outfile=${path}`], {
      cwd: projectDirectory,
    }),
  );
}

/** Makes a file of which whoever finds it finds all, also where others make it at the same time. */
function writeWhole(file: string, write: (path: string) => unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  write(unfinished);
  renameSync(unfinished, file);
}
