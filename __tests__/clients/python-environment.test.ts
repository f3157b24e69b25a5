import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

const program = `
  const { pythonEnvironment } = require("./clients/python-environment");
  pythonEnvironment(process.argv[1]).catch(({ name, message }) => console.log(name, message));
`;

function expectRefused(): void {
  const requirements = join(directory, "requirements.txt");
  // Which nobody has installed yet.
  writeFileSync(requirements, `# ${directory}`);
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", "--eval", program, requirements], {
    cwd: join(__dirname, "../.."),
    env: { PATH: directory },
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^CommandError python3 makes no virtual environment: install Python 3.11 or later [^\n]+\n$/);
}

test("says in one line what to install where there is no Python", expectRefused);

test("likewise where Python has no venv", () => {
  const python = join(directory, "python3");
  writeFileSync(python, "#!/bin/sh\nexit 1\n");
  chmodSync(python, 0o755);
  expectRefused();
});
