import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { archiveFiles } from "../../../local/lambda/archive";
import { bundleCallbacks } from "../../../service/lambda/bundle";
import { replacements } from "../../../service/lambda/sdk-for-lambda";
import { ofType, runLayer } from "../../helpers/stacks/run-layer";

const artefacts = async (config: Record<string, unknown> = {}) => {
  const functions = ofType(await runLayer("service", { config }), "aws:lambda/function:Function");
  const entries = functions.map(
    async (lambda) => [lambda.name, { handler: lambda.inputs["handler"], files: await archiveFiles(lambda) }] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
};

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

/** What each artefact may hold: its bytes, some 5% above what it has, and its packages. */
const contents: Record<string, { bytes: number; packages: readonly string[] }> = {
  batch: { bytes: 309_000, packages: [...zod, ...sdk, ...s3, ...vectors, ...bedrock] },
  delete: { bytes: 242_000, packages: [...zod, ...sdk, ...s3, ...vectors] },
  docs: { bytes: 590_000, packages: [] },
  generate: { bytes: 306_000, packages: [...zod, ...sdk, ...s3, ...vectors, ...bedrock] },
  health: { bytes: 6_000, packages: [] },
  list: { bytes: 220_000, packages: [...zod, ...sdk, ...s3] },
  "openai-embeddings": { bytes: 208_000, packages: [...zod, ...sdk, ...bedrock] },
  openapi: { bytes: 60_000, packages: [] },
  retrieve: { bytes: 229_000, packages: [...zod, ...sdk, ...s3] },
  search: { bytes: 305_000, packages: [...zod, ...sdk, ...s3, ...vectors, ...bedrock] },
  store: { bytes: 288_000, packages: [...zod, ...sdk, ...s3, ...vectors] },
};

test("makes each artefact one file within its budget", async () => {
  const archives = await artefacts({ publicDocs: "true" });
  expect(Object.keys(archives).sort()).toEqual(Object.keys(contents).map((name) => `${name}-function`));
  for (const [name, { bytes }] of Object.entries(contents)) {
    const { handler, files = {} } = archives[`${name}-function`] ?? {};
    expect([handler, Object.keys(files)]).toEqual(["__index.handler", ["__index.js"]]);
    const size = Buffer.byteLength(files["__index.js"] ?? "");
    expect([name, size, size <= bytes && size > bytes * 0.9]).toEqual([name, size, true]);
  }
});

test.each(Object.entries(contents))("puts into %s these packages and no others", async (name, { packages }) => {
  const callbacks = { [name]: `exports.handler = require("../functions/routes/${name}/handler").handler;` };
  const bundles = await bundleCallbacks(callbacks, join(__dirname, "../../../service"));
  const { "": own = 0, ...others } = bundles[name]?.packageBytes ?? {};
  expect(Object.keys(others).sort()).toEqual([...packages].sort());
  expect(own).toBeGreaterThan(0);
});

test.each(Object.keys(replacements))("replaces %s, which there is", (path) => {
  expect(existsSync(join(__dirname, "../../../node_modules", path))).toBe(true);
});

test("requires nothing at run time but Node's own modules", async () => {
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  const everywhere: string[] = [];
  for (const { files } of Object.values(await artefacts({ publicDocs: "true" }))) {
    const { metafile } = await build({
      stdin: { contents: files["__index.js"] ?? "" },
      bundle: true,
      external: ["*"],
      platform: "node",
      metafile: true,
      write: false,
      tsconfigRaw: {},
    });
    const required = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    expect(required.filter((path) => !builtins.has(path))).toEqual([]);
    everywhere.push(...required);
  }
  expect(everywhere).toContain("node:https");
});

test("puts nothing of the deployment into an artefact: no configuration, no variable, no path", async () => {
  process.env["DEPLOYMENT_SECRET"] = "correct-horse-battery-staple";
  try {
    const config = { project: "acme-search", vectorBucketName: "team-vectors-of-acme" };
    for (const { files } of Object.values(await artefacts(config))) {
      for (const text of Object.values(files)) {
        for (const foreign of [
          "correct-horse-battery-staple",
          "acme-search",
          "team-vectors-of-acme",
          join(__dirname, "../../.."),
          `${homedir()}/`,
        ]) {
          expect([foreign, text.includes(foreign)]).toEqual([foreign, false]);
        }
      }
    }
  } finally {
    delete process.env["DEPLOYMENT_SECRET"];
  }
});

test("gives the same bytes for every configuration", async () => {
  // An existing bucket has no index, and so no search.
  const { "search-function": search, ...others } = await artefacts();
  expect(await artefacts({ vectorBucketName: "team-vectors" })).toEqual(others);
  expect(await artefacts({ batchConcurrency: 4 })).toEqual({
    ...others,
    "search-function": search,
  });
});
