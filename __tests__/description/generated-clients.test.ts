import { execFile } from "node:child_process";
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pythonEnvironment } from "../../clients/python-environment";
import { operationsOf } from "../../openapi/operations";
import { routes } from "../../service/routes";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

const projectDirectory = join(__dirname, "../..");
const document = join(projectDirectory, "openapi.json");
const directory = temporaryDirectory();
const clients = join(directory, "clients");

let deployment: LocalDeployment;
let env: NodeJS.ProcessEnv;

/** Runs a program of the folder of clients. Throws what it printed where it fails. */
async function run(file: string, ...args: string[]): Promise<string> {
  try {
    // Generators call what is installed beside them.
    const PATH = `${dirname(file)}:${process.env["PATH"]}`;
    const { stdout, stderr } = await promisify(execFile)(file, args, { cwd: clients, env: { ...env, PATH } });
    return stdout + stderr;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${file} ${args.join(" ")}:\n${stdout}${stderr}`);
  }
}

/** The operations that a program does not call, by what the deployment prints of requests. Throws what it printed where it fails. */
async function uncalledBy(file: string, program: string): Promise<readonly string[]> {
  const calls = () =>
    operationsOf(routes).map(({ routeKey, method, path }) => {
      const url = path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^ /?]+");
      const lines = deployment.written().match(new RegExp(` ${method} ${url}(\\?\\S*)? \\d{3} `, "g")) ?? [];
      return { routeKey, count: lines.length };
    });
  const before = calls();
  await run(file, program);
  return calls().flatMap(({ routeKey, count }, index) => (count === before[index]?.count ? [routeKey] : []));
}

beforeAll(async () => {
  cpSync(join(__dirname, "generated-clients"), clients, { recursive: true });
  symlinkSync(join(projectDirectory, "node_modules"), join(clients, "node_modules"));
  const stacks = copyStackFiles(join(directory, "stacks"));
  configureDev(stacks, {
    jwtScopes: { generate: ["embeddings.write"] },
    modelThrottlingRateLimit: 1,
    modelThrottlingBurstLimit: 40,
    reservedConcurrency: { batch: 1 },
  });
  deployment = new LocalDeployment({
    args: ["--auth", "jwt"],
    directory: stacks,
    env: { LOCAL_DATA_DIR: join(directory, "data") },
  });
  const API_URL = await deployment.url();
  const issuer = await deployment.printed(/the local issuer on (http:\/\/127\.0\.0\.1:\d+)/);
  const answer = await fetch(`${issuer}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "" }),
  });
  const { access_token: TOKEN_WITHOUT_SCOPES } = (await answer.json()) as { access_token: string };
  env = { ...process.env, API_URL, TOKEN: await deployment.printed(/TOKEN=(\S+)/), TOKEN_WITHOUT_SCOPES };
});
afterAll(() => deployment.stop());

describe("the client by openapi-typescript and openapi-fetch", () => {
  const bin = (name: string) => join(projectDirectory, "node_modules/.bin", name);

  test("is generated without a warning", async () => {
    const printed = await run(bin("openapi-typescript"), document, "--output", "openapi.d.ts");
    expect(printed.trim().split("\n")).toEqual([
      expect.stringMatching(/^✨ openapi-typescript [\d.]+$/),
      expect.stringMatching(/openapi\.json → openapi\.d\.ts \[\S+\]$/),
    ]);
  });

  test("has types for what is right, and for nothing else", async () => {
    const options = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "--types", "node"];
    const target = ["--module", "nodenext", "--target", "es2024", "--noEmit"];
    writeFileSync(join(clients, "package.json"), JSON.stringify({ type: "module" }));
    await run(bin("tsc"), ...options, ...target, "every-route.ts", "overload.ts");
  });

  test("calls every route", async () => {
    expect(await uncalledBy(process.execPath, "every-route.ts")).toEqual([]);
  });
});

describe("the client by openapi-python-client", () => {
  let python: (program: string) => string;

  beforeAll(async () => {
    python = await pythonEnvironment(join(__dirname, "generated-clients/requirements.txt"));
  }, 600_000);

  test("is generated without a warning", async () => {
    const output = ["--meta", "none", "--output-path", "embeddings_api_client"];
    await run(python("openapi-python-client"), "generate", "--path", document, "--fail-on-warning", ...output);
  });

  test("has types for what is right", () =>
    run(python("mypy"), "--strict", "--follow-imports=silent", "every_route.py", "overload.py"));

  test("calls every route", async () => {
    expect(await uncalledBy(python("python"), "every_route.py")).toEqual([]);
  });
});

// Last, for they leave nothing to the others.
describe("where more is sent than is let through", () => {
  test("TypeScript gets API Gateway's own errors", () => run(process.execPath, "overload.ts"));
  test("Python gets API Gateway's own errors", async () => {
    const python = await pythonEnvironment(join(__dirname, "generated-clients/requirements.txt"));
    await run(python("python"), "overload.py");
  });
});
