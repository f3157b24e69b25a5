import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arguments, type Command, flag } from "../../tools/command/arguments";
import { runCommand } from "../../tools/command/run-command";
import { outputFile, type TestCounts } from "../../tools/command/test-counts";
import { copyProject } from "../copy-project";
import { repositoryFiles, writeStackFiles } from "./stack-files";
import { together, type Variant, variants } from "./variants";

/** How long `npm start` may take until it serves or fails. */
const startTimeoutMs = 120_000;

const options = {
  suite: flag("run all tests, or those that are named, in a copy that has all variants at once"),
  "output-file": outputFile,
};

const command = {
  name: "npm run try-stack-files --",
  operands: "[TEST…]",
  description: "Tries, in a copy of the repository, stack files as users have them, one variant after the other.",
  options,
} satisfies Command<typeof options>;

/**
 * `npm run try-stack-files`: in a copy of the repository, writes stack files as users have them, one variant after the
 * other, and runs what reads stack files: its test, and `npm start` until it serves. With `--suite`, runs all
 * tests, or those that are named, in a copy that has all variants at once.
 */
async function tryStackFiles({ options, operands }: Arguments<typeof command.options>): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-stack-files-"));
  try {
    const copy = copyProject(join(directory, "project"));
    const counts: TestCounts = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
    if (options.suite) {
      writeStackFiles(together(repositoryFiles()), copy);
      add(counts, await runTests(copy, operands));
    } else {
      for (const [name, variant] of Object.entries(variants)) {
        writeStackFiles(variant.change(repositoryFiles()), copy);
        const [tests, problem] = await Promise.all([
          runTests(copy, ["__tests__/stack-files.test.ts", "--silent"]),
          start(copy, variant),
        ]);
        add(counts, tests);
        counts[problem ? "numFailedTests" : "numPassedTests"]++;
        console.log(`${problem ? "FAIL" : "PASS"} npm start with ${name}${problem ? `: ${problem}` : ""}`);
      }
    }
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = counts;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    console.log(`Stack files: ${numPassedTests} passed, ${failed} failed`);
    if (options["output-file"]) writeFileSync(options["output-file"], JSON.stringify(counts));
    return failed > 0 ? 1 : 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function add(counts: TestCounts, more: TestCounts): void {
  for (const key of Object.keys(counts) as (keyof TestCounts)[]) counts[key] += more[key];
}

/** Runs tests in a copy of the repository. */
async function runTests(copy: string, options: readonly string[]): Promise<TestCounts> {
  const results = join(copy, "..", "results.json");
  rmSync(results, { force: true });
  const jest = spawn("npm", ["test", "--silent", "--", "--json", `--outputFile=${results}`, ...options], {
    cwd: copy,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const printed: unknown[] = [];
  jest.stderr.on("data", (chunk) => printed.push(chunk));
  await new Promise((resolve) => jest.once("close", resolve));
  const counts = existsSync(results)
    ? (JSON.parse(readFileSync(results, "utf8")) as TestCounts)
    : { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0 };
  if (counts.numFailedTests + counts.numRuntimeErrorTestSuites > 0) console.error(printed.join(""));
  return counts;
}

/** Runs `npm start` in a copy of the repository until it serves or ends; returns what is wrong with that. */
async function start(copy: string, { options = [], prints, fails = false }: Variant): Promise<string | undefined> {
  const server = spawn("npm", ["start", "--silent", "--", "--resources", ...options], {
    cwd: copy,
    env: { ...process.env, PORT: "0", LOCAL_DATA_DIR: join(copy, "..", "data"), LOCAL_STACKS_DIR: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const serving = new Promise<void>((resolve) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (chunk) => {
        printed += String(chunk);
        if (printed.includes("Serving on ")) resolve();
      });
    }
  });
  const timeout = setTimeout(() => server.kill(), startTimeoutMs);
  await Promise.race([ended, serving]);
  clearTimeout(timeout);
  server.kill();
  await ended;
  const serves = printed.includes("Serving on ");
  if (serves === fails) return `it ${serves ? "serves" : "does not serve"}: ${printed}`;
  return prints.test(printed) ? undefined : `it does not print ${prints}: ${printed}`;
}

runCommand(command, tryStackFiles, 1);
