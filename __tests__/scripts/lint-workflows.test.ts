import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/temporary-directory";

const project = join(__dirname, "../..");
const directory = temporaryDirectory();
const deploy = readFileSync(join(project, ".github/workflows/deploy.yml"), "utf8");

/** Lints a folder, by default the project's own workflows. */
function lint(...args: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      "node",
      ["common/run-typescript.cjs", "scripts/lint-workflows.ts", ...args],
      { cwd: project },
      (error, _, stderr) => resolve({ code: Number(error?.code ?? 0), stderr }),
    );
  });
}

/** A folder with one workflow. */
function folder(name: string, workflow: string): string {
  const path = join(directory, name);
  mkdirSync(path);
  writeFileSync(join(path, "deploy.yml"), workflow);
  return path;
}

test("finds nothing in this project's workflows", async () => {
  expect(await lint()).toEqual({ code: 0, stderr: "" });
});

test.each<[string, string, string, RegExp]>([
  ["a job that does not exist", "needs: checks", "needs: cheks", /:\d+:3: job "dev" needs job "cheks" which does not/],
  [
    "an unknown key",
    "timeout-minutes",
    "timeout-minuets",
    /:\d+:5: unexpected key "timeout-minuets" for "job" section/,
  ],
  ["an unknown context", "vars.AWS_ROLE_ARN", "var.AWS_ROLE_ARN", /:\d+:25: undefined variable "var"\. /],
  ["a broken expression", "inputs.environment == 'dev'", "inputs.environment = 'dev'", /:\d+:\d+: got unexpected/],
  [
    "text of others in a command",
    "run: npx",
    `run: echo "\${{ github.head_ref }}" npx`,
    /"github\.head_ref" is potentially untrusted/,
  ],
])("reports %s with its place", async (name, right, wrong, message) => {
  expect(deploy).toContain(right);
  const path = folder(name, deploy.replace(right, wrong));
  const { code, stderr } = await lint(path);
  expect(code).toBe(1);
  expect(stderr.startsWith(join(path, "deploy.yml:"))).toBe(true);
  expect(stderr).toMatch(message);
});

test("fails where there is no workflow to lint", async () => {
  const path = join(directory, "empty");
  mkdirSync(path);
  const { code, stderr } = await lint(path);
  expect(code).toBe(1);
  expect(stderr).toContain(`There is no workflow in ${path}`);
});
