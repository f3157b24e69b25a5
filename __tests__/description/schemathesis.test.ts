import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonEnvironment } from "../../clients/python-environment";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles, unthrottled } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const description = join(__dirname, "../../openapi.json");
const directory = temporaryDirectory();
const configuration = join(directory, "schemathesis");
const stacks = copyStackFiles(join(directory, "stacks"));

let schemathesis: string;

beforeAll(async () => {
  // What it keeps between two runs stays in the copy.
  cpSync(join(__dirname, "schemathesis"), configuration, { recursive: true });
  configureDev(stacks, unthrottled);
  schemathesis = (await pythonEnvironment(join(configuration, "requirements.txt")))("schemathesis");
}, 600_000);

/** Sends requests that the description allows, and that it forbids. Throws what is printed where an answer is not as described. */
async function check(url: string, API_KEY: string, args: readonly string[]): Promise<string> {
  const command = ["--no-color", "run", description, "--url", url, ...args];
  const options = { cwd: configuration, env: { ...process.env, API_KEY }, maxBuffer: 100 * 2 ** 20 };
  return promisify(execFile)(schemathesis, command, options).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }) => {
      throw new Error(stdout + stderr);
    },
  );
}

test.each([
  // There is no key to leave out.
  ["none", ["--phases", "fuzzing,stateful", "--max-examples", "25", "--exclude-checks", "ignored_auth"]],
  ["keys", ["--phases", "examples,coverage"]],
])(
  "answers as described with --auth %s",
  async (auth, args) => {
    const env = { LOCAL_DATA_DIR: join(directory, auth) };
    const deployment = new LocalDeployment({ args: ["--auth", auth, "--json"], directory: stacks, env });
    const { url, key = "none" } = JSON.parse(await deployment.printed(/^(\{.*"serving".*\})$/m));
    expect(await check(url, key, args)).toContain(" No issues found in ");
    expect(await deployment.stop()).toMatchObject({ code: 0, leftBehind: false });
  },
  // It is busy with making requests: beside other tests, for longer than others wait.
  900_000,
);
