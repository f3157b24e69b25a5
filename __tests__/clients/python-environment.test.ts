import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

/** What a program prints that has the function and a file of requirements, which nobody has installed yet. */
function outputOf(code: string): string {
  const requirements = join(directory, "requirements.txt");
  writeFileSync(requirements, `# ${directory}`);
  const program = `const { pythonEnvironment } = require("./clients/python-environment"); ${code}`;
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--eval", program, requirements], {
    cwd: join(__dirname, "../.."),
    env: { PATH: directory },
    encoding: "utf8",
  });
  return stdout;
}

function writePython(script: string): void {
  const python = join(directory, "python3");
  writeFileSync(python, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  chmodSync(python, 0o755);
}

const refused = "pythonEnvironment(process.argv[1]).catch(({ name, message }) => console.log(name, message))";
const hint = "CommandError python3 makes no virtual environment: install Python 3.11 or later with venv";

test("says in one line what to install where there is no Python", () => {
  expect(outputOf(refused)).toMatch(new RegExp(`^${hint}[^\\n]+\\n$`));
});

test("likewise where Python has no venv, and what it said", () => {
  writePython("echo 'No module named venv' >&2; exit 1");
  const [line, ...others] = outputOf(refused).split("\n");
  expect([line, others]).toEqual([expect.stringMatching(/No module named venv\)$/), [""]]);
  expect(line).toContain(hint);
});

test("is made once for two who ask at a time", () => {
  writePython(`
    echo "$2" >> ${directory}/made
    case "$2" in venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;; esac`);
  const both = "const asked = () => pythonEnvironment(process.argv[1])";
  const output = outputOf(`${both}; Promise.all([asked(), asked()]).then(([one]) => console.log(one("..")))`);
  rmSync(output.trim(), { recursive: true });
  expect(readFileSync(join(directory, "made"), "utf8")).toBe("venv\npip\n");
});
