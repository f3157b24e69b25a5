import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type CaseOutcome, passed } from "./case-outcome";
import type { Client } from "./client";
import type { Runner } from "./environments";

const root = join(__dirname, "..");

/** Runs the program that README has for a language with the service in place of its own address: it prints what README says. */
export async function runsReadmeProgram(
  language: Client["language"],
  runner: Runner,
  baseUrl: string,
): Promise<CaseOutcome> {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const [, section = ""] = /^## Use it with OpenAI's SDK$([\s\S]*?)^## /m.exec(readme) ?? [];
  const block = { node: /```js\n([\s\S]*?)```/, python: /```python\n([\s\S]*?)```/ }[language];
  const [, code = ""] = block.exec(section) ?? [];
  const [, prints = "the output"] = /^Both print `(.+?)`/m.exec(section) ?? [];
  const [file, ...args] = runner.script(code.replace("http://localhost:3000/v1", baseUrl));
  const { stdout } = await promisify(execFile)(file, args, { cwd: root });
  return stdout.trim() === prints ? passed("ok") : { passed: false, says: `it prints ${stdout}` };
}
