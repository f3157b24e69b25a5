import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { codeBlocks, Page, shownConfigurations } from "../helpers/docs/page";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureStack, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const section = new Page("docs/deploy.md").section("Try an environment first");
const shown = shownConfigurations(section);

test("says of an issuer that is there for the example alone that a deployment takes none like it", () => {
  const issuers = shown.flatMap(({ config }) =>
    Object.entries(config).flatMap(([key, value]) =>
      key.endsWith("jwtIssuer") ? [new URL(String(value)).hostname] : [],
    ),
  );
  expect(issuers).toEqual([expect.stringMatching(/\.example\.com$/)]);
  expect(section).toMatch(/fetches its\s+`\/\.well-known\/openid-configuration` at the deployment/);
});

describe("production, tried as the page says,", () => {
  const directory = temporaryDirectory();
  let deployment: LocalDeployment;
  let url: string;
  let token: string;

  beforeAll(async () => {
    const stacks = copyStackFiles(join(directory, "stacks"));
    expect(shown.map(({ stack }) => stack)).toEqual(["bootstrap", "prod"]);
    for (const { stack, config } of shown) configureStack(stacks, stack, config);
    const [, options = ""] = /`npm start -- (--stack prod[^`]*)`/.exec(section) ?? [];
    deployment = new LocalDeployment({
      directory: stacks,
      args: options.split(" "),
      env: { LOCAL_DATA_DIR: join(directory, "data") },
    });
    url = await deployment.url();
    token = await deployment.printed(/TOKEN=(\S+)/);
  });
  afterAll(() => deployment.stop());

  test("refuses a request without a token, answers one with it, and throttles twenty", async () => {
    const blocks = codeBlocks(section);
    const at = blocks.findIndex(({ code }) => code.startsWith("ask()"));
    const [script = "", output = ""] = blocks.slice(at, at + 2).map(({ code }) => code);
    const { stdout } = await promisify(execFile)("sh", ["-c", script.replaceAll("localhost:3000", url)], {
      env: { ...process.env, TOKEN: token },
    });
    const [without, withToken, ...counts] = stdout.trim().split("\n");
    const [shownWithout, shownWith, ...shownCounts] = output.trim().split("\n");
    expect([without, withToken]).toEqual([shownWithout, shownWith]);
    const statuses = (lines: string[]) => lines.map((line) => line.trim().split(/\s+/));
    expect(statuses(counts).map(([, status]) => status)).toEqual(statuses(shownCounts).map(([, status]) => status));
    for (const lines of [counts, shownCounts]) {
      expect(statuses(lines).reduce((sum, [count]) => sum + Number(count), 0)).toBe(20);
    }
  });
});
