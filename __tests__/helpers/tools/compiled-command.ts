import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiled, compiledDirectory, writeWhole } from "../run/compiled";

/** What a command starts to parse documents, and what that is started by. */
const parser = "documents/apart/parser-process";
const runner = "common/run-typescript.cjs";

/**
 * The file of a command of `tools/`, compiled with the program that it starts. That `npm run` starts it without is for the
 * tests of the README.
 */
export function compiledCommand(source: `tools/${string}.ts`): string {
  compileParser();
  const directory = join(compiledDirectory(), "documents/apart");
  return compiled(source, source.replace(/ts$/, "cjs"), `--define:__dirname=${JSON.stringify(directory)}`);
}

/** Where a command looks for it, and starts it as TypeScript. */
function compileParser(): void {
  compiled(`${parser}.ts`, `${parser}.cjs`);
  if (existsSync(join(compiledDirectory(), runner))) return;
  const program = 'process.argv.splice(1, 2, process.argv[2].replace(/ts$/, "cjs"));\nrequire(process.argv[1]);\n';
  writeWhole(runner, (file) => writeFileSync(file, program));
}
