import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { newApiKey } from "../../../common/api-key";
import { repositoryDirectory } from "../../../scripts/docs/pages";
import { Upstream } from "../../helpers/handler/upstream";
import { CommandProcess } from "../../helpers/tools/command-process";

test.each([
  [["ingest", "docs", "--dry-run"], "npm run ingest docs -- --dry-run"],
  [["search", "graceful shutdown", "--top", "3"], "npm run search 'graceful shutdown' -- --top 3"],
  [["list", "--json"], "npm run list -- --json"],
  [["get", "doc1", "--json"], "npm run get doc1 -- --json"],
  [["delete", "doc1", "--yes"], "npm run delete doc1 -- --yes"],
  [["reindex", "--local", "--dry-run"], "npm run reindex -- --local --dry-run"],
])("does nothing where npm keeps an option of npm run %j to itself, and says the right call", async (args, call) => {
  const ran = promisify(execFile)("npm", ["run", ...args], {
    cwd: repositoryDirectory,
    env: { ...process.env, EMBEDDINGS_API_URL: "http://127.0.0.1:9" },
  });
  await expect(ran).rejects.toMatchObject({
    stderr: expect.stringContaining(`error: npm has kept options to itself: write two hyphens before them, ${call}\n`),
  });
});

test("leaves to npm what stands before the script", async () => {
  const args = ["--prefix", repositoryDirectory, "run", "--silent", "list", "--", "--help"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: "/" });
  expect(stdout).toMatch(/^Usage: npm run list --/);
});

test("shows nothing that a terminal obeys of what a service answers", async () => {
  const api = new Upstream();
  const url = await api.listen();
  try {
    api.answer = () => ({ status: 422, body: JSON.stringify({ code: "odd", detail: "\u001b]0;evil\u0007" }) });
    const { stderr } = await new CommandProcess("tools/stored/list.ts", [], { EMBEDDINGS_API_URL: url }).ended();
    expect(stderr).toContain("odd: \\u001b]0;evil\\u0007\n");
  } finally {
    await api.close();
  }
});

test.each(["--auth", "--url"])("does not print a key that was given as %s", async (option) => {
  const { code, stderr } = await new CommandProcess("tools/stored/list.ts", [option, newApiKey()]).ended();
  expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^error: ${option} is "embk_…": `))]);
});

test("ends without a word where nobody reads what it prints", async () => {
  const command = new CommandProcess("tools/stored/list.ts", ["--help"]);
  command.stopReading();
  expect(await command.ended()).toEqual({ code: 141, stdout: "", stderr: "" });
});
