import { execFile } from "node:child_process";
import { promisify } from "node:util";
import packageJson from "../../../package.json";
import { repositoryDirectory } from "../../../scripts/docs/pages";

/** The scripts that run a program of this repository, and where that is. */
const commands = Object.entries(packageJson.scripts).flatMap(([script, line]) => {
  const [, args] = /(?<!\S)node ((?:\S+ )+\S+\.ts)$/.exec(line) ?? [];
  return args === undefined ? [] : [[script, args.split(" ")] as const];
});

test("there are many commands", () => {
  expect(commands.map(([script]) => script)).toEqual(
    expect.arrayContaining(["start", "ingest", "bench", "docs", "lint"]),
  );
  expect(commands.length).toBeGreaterThanOrEqual(13);
});

test.each(commands)("npm run %s says how it is called, and does nothing", async (script, args) => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, "--help"], {
    cwd: repositoryDirectory,
  });
  expect(stderr).toBe("");
  const [usage, blank, description, ...rest] = stdout.trimEnd().split("\n");
  const call = script === "start" ? "npm start --" : `npm run ${script} --`;
  expect(usage?.startsWith(`Usage: ${call} `)).toBe(true);
  expect([usage, blank]).toEqual([expect.stringMatching(/ \[options\]$/), ""]);
  expect(description).toMatch(/^[A-Z].*[a-z.,]$/);
  const options = rest.filter((line) => line.startsWith("  --"));
  expect(options.at(-1)).toMatch(/^ {2}--help +print this$/);
  // What they do is said in one column.
  const columns = options.map((line) => /^ {2}--\S+(?: \S+)? +/.exec(line)?.[0].length);
  expect(new Set(columns).size).toBe(1);
});
