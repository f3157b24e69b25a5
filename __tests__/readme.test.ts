import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { ModuleKind, transpileModule } from "typescript";
import { parse } from "yaml";
import { type Measurement, measurementRows } from "../bench/measurement";
import { bootstrapConfig } from "../bootstrap/config";
import { githubConfig } from "../bootstrap/github/github-config";
import { bootstrapOutputs } from "../bootstrap/outputs";
import type { ErrorCode } from "../embedding/errors";
import { statuses } from "../functions/http/error-answer";
import { awsProvider } from "../local/pulumi/aws-provider";
import { runStack } from "../local/pulumi/engine";
import { configDefaults } from "../scripts/config-defaults";
import { serviceConfig } from "../service/config";
import { methodAndPath } from "../service/route-key";
import { routes } from "../service/routes";
import { isAllowed } from "./helpers/iam/iam";
import { LocalDeployment } from "./helpers/local/local-deployment";
import { named, runLayer } from "./helpers/stacks/run-layer";
import { configureStack, copyStackFiles } from "./helpers/stacks/stack-file";
import { temporaryDirectory } from "./helpers/temporary-directory";

const projectFile = (path: string) => readFileSync(join(__dirname, "..", path), "utf8");
const readme = projectFile("README.md");

/** The code in backticks in the given column of every table below a heading. */
function tableColumn(heading: string, column: number): string[] {
  const [, section = ""] = readme.split(`## ${heading}\n`);
  return (section.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .flatMap((line) => [...(line.split("|")[column + 1] ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ""));
}

/** An answer as the README shows it: the start of a long array, and of what differs from run to run only the type. */
function shorten(value: unknown, key = ""): unknown {
  if (["processing_time_ms", "created_at", "last_modified", "request_id"].includes(key)) {
    return typeof value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => shorten(item));
    return items.length > 3 ? [...items.slice(0, 3), "…"] : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([name, field]) => [name, shorten(field, name)]);
}

describe("the examples", () => {
  // A shell block with curl, or with a command that works on the API, and the block that shows its output.
  const shown = /```sh\n((?:curl|npm run (?:ingest|reindex)) [^`]+)```\s+```(?:json|text)\n([^`]+)```/g;
  const examples = [...readme.matchAll(shown)].map(([, command = "", output = ""]) => ({ command, output }));
  const dataDirectory = temporaryDirectory();
  let deployment: LocalDeployment;
  let url: string;

  beforeAll(async () => {
    deployment = new LocalDeployment({ env: { LOCAL_DATA_DIR: dataDirectory } });
    url = await deployment.url();
  });
  afterAll(() => deployment.stop());

  test("are at least one for each route of the API", () => {
    const commands = examples.map(({ command }) => command).join("\n");
    const routeKeys = routes.filter((route) => !route.publicDocs).flatMap((route) => Object.values(route.routeKeys));
    for (const { method, path } of routeKeys.map(methodAndPath)) {
      const url = path.replace("{embedding_id}", "[a-z0-9]+").replaceAll("/", "\\/");
      const flag = method === "GET" ? "" : `-X ${method} `;
      expect(commands).toMatch(new RegExp(`^curl ${flag}'?localhost:3000${url}[\\s?']`, "m"));
    }
  });

  test.each(examples)("print what is shown: $command", async ({ command, output }) => {
    const script = command
      .replaceAll(/(http:\/\/)?localhost:3000/g, url)
      .replaceAll("curl ", "curl --silent ")
      .replaceAll("npm run ", "npm run --silent ");
    const { stdout } = await promisify(execFile)("sh", ["-c", script], {
      env: {
        ...process.env,
        INGEST_DIR: join(dataDirectory, "ingest"),
        LOCAL_DATA_DIR: dataDirectory,
        REINDEX_DIR: join(dataDirectory, "reindex"),
      },
    });
    if (command.startsWith("curl ")) {
      expect(shorten(JSON.parse(stdout))).toEqual(shorten(JSON.parse(output.replaceAll(",…]", ',"…"]'))));
    } else {
      const withoutTime = (text: string) => text.trim().replace(/^Time .*$/m, "Time");
      expect(withoutTime(stdout)).toBe(withoutTime(output));
    }
  });

  test("begin with what npm start prints", async () => {
    const [, shown = ""] = /```text\n(embeddings-service\n[^`]+)```/.exec(readme) ?? [];
    const printed = await deployment.printed(/^([\s\S]*Serving on .*)$/m);
    const withoutPorts = (text: string) => text.trim().replace(/:\d{4,5}\b/g, ":PORT");
    expect(withoutPorts(printed)).toBe(withoutPorts(shown));
  });

  test("of the OpenAI SDK prints what is said", async () => {
    const [, program = ""] = /```js\n([^`]+)```/.exec(readme) ?? [];
    const [, printed] = /Both print `([^`]+)`/.exec(readme) ?? [];
    const { stdout } = await promisify(execFile)(
      "node",
      ["--input-type=module", "--eval", program.replaceAll("http://localhost:3000", url)],
      { cwd: join(__dirname, "..") },
    );
    expect(stdout.trim()).toBe(printed);
  });
});

/** The configuration that the README shows for a stack's file below a heading. */
function shownConfigurations(heading: string): { stack: string; config: Record<string, unknown> }[] {
  const [, section = ""] = readme.split(`### ${heading}\n`);
  const blocks = (section.split("\n### ")[0] ?? "").matchAll(/```yaml\n# Pulumi\.(\w+)\.yaml\n([^`]+)```/g);
  return [...blocks].map(([, stack = "", text = ""]) => ({
    stack,
    ...(parse(text) as { config: Record<string, unknown> }),
  }));
}

test("says of an issuer that is there for the example alone that a deployment takes none like it", () => {
  const issuers = shownConfigurations("Try an environment first").flatMap(({ config }) =>
    Object.entries(config).flatMap(([key, value]) =>
      key.endsWith("jwtIssuer") ? [new URL(String(value)).hostname] : [],
    ),
  );
  expect(issuers).toEqual([expect.stringMatching(/\.example\.com$/)]);
  const [, section = ""] = readme.split("### Try an environment first\n");
  expect(section.split("\n### ")[0]).toMatch(/fetches its\s+`\/\.well-known\/openid-configuration` at the deployment/);
});

describe("production, tried as the README says,", () => {
  const directory = temporaryDirectory();
  let deployment: LocalDeployment;
  let url: string;
  let token: string;

  beforeAll(async () => {
    const stacks = copyStackFiles(join(directory, "stacks"));
    const shown = shownConfigurations("Try an environment first");
    expect(shown.map(({ stack }) => stack)).toEqual(["bootstrap", "prod"]);
    for (const { stack, config } of shown) configureStack(stacks, stack, config);
    const [, options = ""] = /`npm start -- (--stack prod[^`]*)`/.exec(readme) ?? [];
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
    const [, script = "", shown = ""] = /```sh\n(ask\(\)[^`]+)```\s+```text\n([^`]+)```/.exec(readme) ?? [];
    const { stdout } = await promisify(execFile)("sh", ["-c", script.replaceAll("localhost:3000", url)], {
      env: { ...process.env, TOKEN: token },
    });
    const [without, withToken, ...counts] = stdout.trim().split("\n");
    const [shownWithout, shownWith, ...shownCounts] = shown.trim().split("\n");
    expect([without, withToken]).toEqual([shownWithout, shownWith]);
    const statuses = (lines: string[]) => lines.map((line) => line.trim().split(/\s+/));
    expect(statuses(counts).map(([, status]) => status)).toEqual(statuses(shownCounts).map(([, status]) => status));
    for (const lines of [counts, shownCounts]) {
      expect(statuses(lines).reduce((sum, [count]) => sum + Number(count), 0)).toBe(20);
    }
  });
});

test("the configuration for GitHub Actions makes a role for each environment", async () => {
  const [{ stack, config } = { stack: "", config: {} }] = shownConfigurations("From GitHub Actions");
  expect(stack).toBe("bootstrap");
  const github = config["github"];
  const { outputs } = await runLayer("bootstrap", { config: { github } });
  expect(outputs["githubActionsRoleArns"]).toEqual(
    ["deploy-dev", "deploy-prod", "preview"].map((name) => `arn:aws:iam::000000000000:role/embeddings-service-${name}`),
  );
});

test("lists and objects are set by paths to what the program takes", async () => {
  const [, commands = "", text = ""] =
    /```sh\n((?:npx pulumi config set --path .*\n)+)```\s+```yaml\n# Pulumi\.bootstrap\.yaml\n([^`]+)```/.exec(
      readme,
    ) ?? [];
  const { config } = parse(text) as { config: Record<string, unknown> };
  const set = [...commands.matchAll(/--path '?([\w.[\]]+)'? (\S+)/g)];
  expect(set.length).toBeGreaterThan(3);
  for (const [, path = "", value] of set) {
    const keys = `embeddings-service:${path}`.split(/[.[\]]+/).filter(Boolean);
    expect([path, keys.reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], config)]).toEqual([
      path,
      value,
    ]);
  }
  const { outputs } = await runLayer("bootstrap", { config });
  expect(Object.keys(outputs["s3VectorBucketIds"] as object)).toEqual(["documents", "images"]);
  expect(outputs["githubActionsRoleArns"]).toHaveLength(1);
});

test("the keys of github are all there are", () => {
  expect(tableColumn("Deploy to AWS", 0).sort()).toEqual(Object.keys(githubConfig.shape).sort());
});

test("the table of errors names every code with its status, and no other", () => {
  const [, section = ""] = readme.split("### Errors\n");
  const rows = [...(section.split("\n### ")[0] ?? "").matchAll(/^\| ([\d, ]+) \|(.*?)\|/gm)];
  const shown = rows.flatMap(([, column = "", codes = ""]) =>
    [...codes.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => ({ code, statuses: column.split(", ").map(Number) })),
  );
  expect(shown.map(({ code }) => code).sort()).toEqual(Object.keys(statuses).sort());
  for (const { code, statuses: named } of shown) {
    expect([code, named]).toEqual([code, expect.arrayContaining([statuses[code as ErrorCode]])]);
  }
});

test("the diagram leads each function to what it uses", () => {
  const [, diagram = ""] = /```mermaid\n([^`]+)```/.exec(readme) ?? [];
  const nodes = [...diagram.matchAll(/--> (\w+)\["Lambda<br>([^"]+)"\]/g)];
  const shown = nodes.flatMap(([, node = "", names = ""]) => names.split(", ").map((name) => ({ node, name })));
  const users = routes.filter(
    ({ bucketAccess, indexAccess, invokesModel }) => bucketAccess || indexAccess || invokesModel,
  );
  expect(shown.map(({ name }) => name).sort()).toEqual(users.map(({ name }) => name).sort());
  for (const [, node = "", names = ""] of nodes) {
    const ofNode = users.filter(({ name }) => names.split(", ").includes(name));
    const arrows = [...diagram.matchAll(new RegExp(`^ +${node} --> (\\w+)`, "gm"))].map(([, target]) => target);
    expect([node, arrows.sort()]).toEqual([
      node,
      [
        ...(ofNode.some(({ invokesModel }) => invokesModel) ? ["bedrock"] : []),
        ...(ofNode.some(({ bucketAccess }) => bucketAccess) ? ["bucket"] : []),
        ...(ofNode.some(({ indexAccess }) => indexAccess) ? ["index"] : []),
      ],
    ]);
  }
});

test("the configuration table names every key with its default", () => {
  const keys = tableColumn("Configuration", 1).filter((key) => key !== "aws:region");
  const layers = [bootstrapConfig, serviceConfig];
  const known = new Set(["layer", ...layers.flatMap(({ shape }) => Object.keys(shape))]);
  expect(keys.sort()).toEqual([...known].sort());
  for (const [key, value] of layers.flatMap((layer) => Object.entries(configDefaults(layer)))) {
    const text = typeof value === "string" ? value : JSON.stringify(value).replaceAll(",", ", ");
    expect(readme).toContain(`| \`${key}\` | \`${text}\` |`);
  }
});

test("the outputs table names every output of the contract", () => {
  const outputs = tableColumn("Use the outputs from another stack", 0);
  expect(outputs.sort()).toEqual(Object.keys(bootstrapOutputs.shape).sort());
});

test("the outputs of the service are all named", async () => {
  const [, named = ""] = /The service stack returns ([^.]+)\. The bootstrap/.exec(readme) ?? [];
  const { outputs } = await runLayer("service", { config: { publicDocs: true } });
  for (const output of Object.keys(outputs)) expect(named).toContain(`\`${output}\``);
});

test("the performance table shows what the last benchmark measured", () => {
  const { measured } = JSON.parse(projectFile("bench/results/bench.json")) as { measured: Measurement[] };
  const rows = measurementRows(measured).map(
    ([what, measure, value, , atMost]) => `| \`${what}\` | \`${measure}\` | ${value} | ${atMost} |`,
  );
  const shown =
    readme
      .split("## Performance\n")[1]
      ?.split("\n## ")[0]
      ?.match(/^\| `.*$/gm) ?? [];
  expect(shown.length).toBeGreaterThan(10);
  expect(
    shown
      .map((row) => row.split("|").slice(0, 5).join("|"))
      .map((row) => `${row}|`)
      .filter((row) => !rows.includes(row)),
  ).toEqual([]);
});

test("the dependencies table names every dependency", () => {
  const { dependencies, devDependencies } = JSON.parse(projectFile("package.json"));
  const types = Object.keys(devDependencies).filter((name) => name.startsWith("@types/"));
  const named = tableColumn("Development", 0).filter((name) => !name.startsWith("npm "));
  expect([...named, ...types].sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});

/** `require` as in a file at the project's root. */
const requireFromProject = createRequire(join(__dirname, "..", "index.ts"));

test("the program of another team runs against what bootstrap returns", async () => {
  const [, source = ""] = /```ts\n([^`]+)```/.exec(readme) ?? [];
  const { outputText } = transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } });
  const { outputs } = await runLayer("bootstrap");
  const result = await runStack({
    project: "search",
    stack: "dev",
    config: {},
    program: () => {
      const module = { exports: (): pulumi.Inputs => ({}) };
      new Function("require", "module", outputText)(requireFromProject, module);
      return module.exports();
    },
    provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.example" }),
    stackOutputs: { "acme/embeddings-service/bootstrap": outputs },
  });
  expect(result.outputs["bucketName"]).toBe("embeddings-service-vector-embeddings");
  const policies = [String(named(result, "search-embeddings").inputs["policy"])];
  const read = (bucket: string) =>
    isAllowed(policies, { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/embeddings/doc1.json` });
  await expect(read("embeddings-service-vector-embeddings")).resolves.toBe(true);
  await expect(read("embeddings-service-vector-embeddings-prod")).resolves.toBe(false);
});
