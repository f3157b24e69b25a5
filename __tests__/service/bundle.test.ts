import { builtinModules } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { archiveFiles } from "../../local/archive";
import { ofType, runLayer } from "../helpers/run-layer";

const artefacts = async (config: Record<string, unknown> = {}) => {
  const functions = ofType(await runLayer("service", { config }), "aws:lambda/function:Function");
  const entries = functions.map(async (lambda) => [lambda.name, await archiveFiles(lambda)] as const);
  return Object.fromEntries(await Promise.all(entries));
};

test("makes each artefact one file below 700 KB", async () => {
  const archives = await artefacts();
  const names = ["batch", "delete", "generate", "health", "list", "openai-embeddings", "retrieve", "store"];
  expect(Object.keys(archives).sort()).toEqual(names.map((name) => `${name}-function`));
  for (const files of Object.values(archives)) {
    expect(Object.keys(files)).toEqual(["__index.js"]);
    expect(Buffer.byteLength(files["__index.js"] ?? "")).toBeLessThan(700_000);
  }
});

test("requires nothing at run time but Node's own modules", async () => {
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  const everywhere: string[] = [];
  for (const files of Object.values(await artefacts())) {
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
    for (const files of Object.values(await artefacts(config))) {
      for (const text of Object.values(files)) {
        for (const foreign of [
          "correct-horse-battery-staple",
          "acme-search",
          "team-vectors-of-acme",
          join(__dirname, "../.."),
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
  expect(await artefacts({ vectorBucketName: "team-vectors" })).toEqual(await artefacts());
});
