import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

test.each([
  ["no client", ["lite-llm"], '"lite-llm" is no client: there are openai, '],
  [
    "a file in a folder that is missing",
    ["--output-file", join(directory, "missing", "clients.json")],
    "clients.json cannot be written (ENOENT): set --output-file to a file in a folder that is there\n",
  ],
])("refuses %s before it installs and starts anything", (_, args, message) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["common/run-typescript.cjs", "clients/test-clients.ts", ...args],
    { cwd: join(__dirname, "../.."), encoding: "utf8", timeout: 60_000 },
  );
  expect([status, stdout, stderr]).toEqual([1, "", expect.stringMatching(/^error: [^\n]+\n$/)]);
  expect(stderr).toContain(message);
});
