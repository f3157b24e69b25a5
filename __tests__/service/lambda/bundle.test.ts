import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { archiveFiles } from "../../../local/lambda/archive";
import { operationsOf } from "../../../openapi/operations";
import document from "../../../openapi.json";
import * as bundling from "../../../service/lambda/bundle";
import { embeddedModules } from "../../../service/lambda/embedded-modules";
import { replacements } from "../../../service/lambda/sdk-for-lambda";
import { type Route, routes } from "../../../service/routes";
import { ofType, runLayer } from "../../helpers/stacks/run-layer";

// What is uploaded is built anew, here too.
jest.mock("../../../service/lambda/kept-builds", () => ({
  keepBuilds: () => {},
  keptBuild: ({ build }: { build: () => Promise<unknown> }) => build(),
}));
const { bundleCallbacks } = bundling;
const bundled = jest.spyOn(bundling, "bundleCallbacks");

const artefacts = async (config: Record<string, unknown> = {}) => {
  const functions = ofType(await runLayer("service", { config }), "aws:lambda/function:Function");
  const entries = functions.map(
    async (lambda) => [lambda.name, { handler: lambda.inputs["handler"], files: await archiveFiles(lambda) }] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
};

/** With which every route is deployed. */
const everyRoute = {
  publicDocs: "true",
  publicConsole: "true",
  auth: "jwt",
  jwtIssuer: "https://login.example.com/",
  jwtAudience: ["embeddings"],
};

/** What is of the deployment alone. */
const foreign = { secret: "correct-horse-battery-staple", project: "acme-search", bucket: "team-vectors-of-acme" };
const deployment = { project: foreign.project, vectorBucketName: foreign.bucket };
beforeAll(() => {
  process.env["DEPLOYMENT_SECRET"] = foreign.secret;
});
afterAll(() => {
  delete process.env["DEPLOYMENT_SECRET"];
});

const zod = ["zod"];
const sdk = [
  "@aws-sdk/core",
  "@aws-sdk/credential-provider-env",
  "@aws/lambda-invoke-store",
  "@smithy/core",
  "@smithy/node-http-handler",
  "@smithy/signature-v4",
  "@smithy/types",
];
const s3 = ["@aws-sdk/checksums", "@aws-sdk/client-s3", "@aws-sdk/middleware-sdk-s3", "@aws-sdk/xml-builder"];
const vectors = ["@aws-sdk/client-s3vectors"];
const bedrock = [
  "@aws-sdk/client-bedrock-runtime",
  // What stands for them, see service/sdk-for-lambda.ts.
  "@aws-sdk/eventstream-handler-node",
  "@aws-sdk/middleware-eventstream",
  "@aws-sdk/middleware-websocket",
  "@aws-sdk/token-providers",
];

/** What an artefact may hold: the clients of what its function may call, what validates requests, and nothing else. */
function packagesOf({ name, bucketAccess, indexAccess, invokesModel, forAgents = false }: Route): string[] {
  const takesInput = operations.some(
    ({ route, operation: { request, parameters } }) => route.name === name && (request ?? parameters),
  );
  // Of what agents call, no operation tells what it takes: that they call tools.
  const validates = takesInput || (forAgents && bucketAccess !== undefined);
  return [
    ...(validates ? zod : []),
    ...(bucketAccess || indexAccess || invokesModel ? sdk : []),
    ...(bucketAccess ? s3 : []),
    ...(indexAccess ? vectors : []),
    ...(invokesModel ? bedrock : []),
  ].sort();
}
const operations = operationsOf(routes);

/** The bytes that each artefact may have, some 5% above what it has. */
const budgets: Readonly<Record<string, number>> = {
  batch: 333_000,
  console: 10_200,
  delete: 268_000,
  docs: 590_000,
  generate: 330_000,
  health: 8_400,
  list: 311_000,
  mcp: 379_000,
  "openai-embeddings": 227_000,
  // The description, and what sends it.
  openapi: 5_300 + Buffer.byteLength(JSON.stringify(document)),
  "protected-resource": 8_900,
  retrieve: 250_000,
  search: 342_000,
  store: 304_000,
};

/** What functions read beside their bundle, which may be as large as this. */
const beside: Readonly<Record<string, readonly (readonly [name: RegExp, budget: number])[]>> = {
  console: [
    [/^console-files-\w+\.br$/, 105_000],
    [/^worker-files-\w+\.br$/, 2_500_000],
  ],
  "openai-embeddings": [[/^cl100k-table-\w+\.br$/, 460_000]],
};

test("makes each artefact one bundle within its budget, else within that of one with no less in it", async () => {
  const archives = await artefacts(everyRoute);
  expect(Object.keys(archives).sort()).toEqual(routes.map(({ name }) => `${name}-function`).sort());
  for (const route of routes) {
    const { handler, files = {} } = archives[`${route.name}-function`] ?? {};
    const { "__index.js": bundle = Buffer.of(), ...others } = files;
    const named = beside[route.name] ?? [];
    expect([handler, Object.keys(others)]).toEqual([
      "__index.handler",
      named.map(([name]) => expect.stringMatching(name)),
    ]);
    for (const [name, file] of Object.entries(others)) {
      const [, most = 0] = named.find(([one]) => one.test(name)) ?? [];
      expect([name, file.length, file.length <= most]).toEqual([name, file.length, true]);
    }
    const size = bundle.length;
    const budget = budgets[route.name];
    const packages = packagesOf(route);
    const richer = routes.filter((other) => packages.every((name) => packagesOf(other).includes(name)));
    const most = budget ?? Math.max(...richer.map(({ name }) => budgets[name] ?? 0));
    const isWithin = size <= most && (budget === undefined || size > budget * 0.9);
    expect([route.name, size, isWithin]).toEqual([route.name, size, true]);
  }
});

describe("a bundle", () => {
  let bundles: Record<string, bundling.Bundle>;
  beforeAll(async () => {
    await artefacts(everyRoute);
    const [ofEveryRoute] = bundled.mock.results;
    bundles = await ofEveryRoute?.value;
  });

  test.each(routes)("of $name has these packages and no others", (route) => {
    const { "": own = 0, ...others } = bundles[route.name]?.packageBytes ?? {};
    expect(Object.keys(others).sort()).toEqual(packagesOf(route));
    expect(own).toBeGreaterThan(0);
  });
});

test("puts nothing into an artefact that only describes the API", async () => {
  const { metafile } = await build({
    entryPoints: routes.map(({ name }) => join(__dirname, "../../../functions/routes", name, "handler.ts")),
    outdir: "nowhere",
    bundle: true,
    packages: "external",
    platform: "node",
    plugins: [embeddedModules],
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain("functions/routes/generate/request.ts");
  expect(inputs.filter((path) => /\/operation(-errors)?\.ts$/.test(path))).toEqual([]);
});

test("says which files of the project it is made of", async () => {
  const callbacks = { health: `exports.handler = require("../functions/routes/openapi/handler").handler;` };
  const { health } = await bundleCallbacks(callbacks, join(__dirname, "../../../service"));
  const project = join(__dirname, "../../..");
  expect(health.files).toContain(join(project, "functions/routes/openapi/handler.ts"));
  expect(health.files).toContain(join(project, "openapi.json"));
  expect(health.files.filter((file) => !existsSync(file) || file.includes("node_modules"))).toEqual([]);
});

test.each(Object.keys(replacements))("replaces %s, which there is", (path) => {
  expect(existsSync(join(__dirname, "../../../node_modules", path))).toBe(true);
});

test("requires nothing at run time but Node's own modules", async () => {
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  const archives = Object.values(await artefacts(everyRoute));
  const { metafile } = await build({
    stdin: { contents: archives.map(({ files }) => `(function () {${files["__index.js"]}\n})();`).join("\n") },
    bundle: true,
    external: ["*"],
    platform: "node",
    metafile: true,
    write: false,
    tsconfigRaw: {},
  });
  const required = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(required).toContain("node:https");
  expect(required.filter((path) => !builtins.has(path))).toEqual([]);
});

test("puts nothing of the deployment into an artefact: no configuration, no variable, no path", async () => {
  for (const { files } of Object.values(await artefacts(deployment))) {
    for (const contents of Object.values(files)) {
      for (const text of [...Object.values(foreign), join(__dirname, "../../.."), `${homedir()}/`]) {
        expect([text, contents.includes(text)]).toEqual([text, false]);
      }
    }
  }
});

test("gives the same bytes for every configuration", async () => {
  // An existing bucket has no index, and so no search.
  const { "search-function": search, ...others } = await fingerprints();
  expect(await fingerprints(deployment)).toEqual(others);
  expect(await fingerprints({ batchConcurrency: 4 })).toEqual({
    ...others,
    "search-function": search,
  });
});

/** Artefacts with a hash of each file: jest compares bytes one by one. */
async function fingerprints(config: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const entries = Object.entries(await artefacts(config)).map(([name, { handler, files }]) => {
    const hashes = Object.entries(files).map(([path, contents]) => [path, hash("sha256", contents)]);
    return [name, { handler, files: Object.fromEntries(hashes) }];
  });
  return Object.fromEntries(entries);
}
