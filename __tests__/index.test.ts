import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { archiveFiles } from "../local/lambda/archive";
import { copyProject } from "../scripts/copy-project";
import { deployedRoutes } from "./helpers/stacks/deployed-routes";
import { runLanguageHost, uploadedFiles } from "./helpers/stacks/language-host";
import { bootstrapStackName, ofType, runLayer } from "./helpers/stacks/run-layer";
import { configureDev, copyStackFiles } from "./helpers/stacks/stack-file";
import { temporaryDirectory } from "./helpers/temporary-directory";

const directory = temporaryDirectory();
const project = copyProject(join(directory, "project"));
/** With what another package makes too. */
const config = { network: "private" };
const stacks = copyStackFiles(join(directory, "stacks"));
configureDev(stacks, config);
const temporary = join(directory, "temporary");
mkdirSync(temporary);
process.env["TMPDIR"] = temporary;
const run = (stack: string, stackOutputs?: Record<string, Record<string, unknown>>, checkTypes = false) =>
  runLanguageHost({
    stack,
    stacksDirectory: stacks,
    program: project,
    // From which nothing is checked.
    cacheDirectory: join(directory, checkTypes ? "checked" : "compiled"),
    checkTypes,
    stackOutputs,
  });

/** A character for each byte: bytes take jest long to compare. */
const asTexts = (files: Record<string, Buffer>) =>
  Object.entries(files).map(([path, contents]) => [path, contents.toString("latin1")]);

test("runs under Pulumi's own language host as under the mocks: the same resources, outputs and artefacts, of which it sends no byte", async () => {
  const bootstrap = await run("bootstrap");
  expect(bootstrap.errors).toEqual([]);
  // As after an edit: ts-node then compiles one file anew and takes the others from its cache.
  appendFileSync(join(project, "common", "config.ts"), "\n// Edited.\n");
  const service = await run("dev", { [bootstrapStackName]: bootstrap.outputs });
  expect(service.errors).toEqual([]);

  for (const [layer, { code, resources, outputs }] of [
    ["bootstrap", bootstrap],
    ["service", service],
  ] as const) {
    const mocked = await runLayer(layer, layer === "service" ? { config } : {});
    expect(code).toBe(0);
    expect(outputs).toEqual(mocked.outputs);
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      mocked.resources.map(({ type, name }) => `${type} ${name}`).sort(),
    );
  }

  // By which the network that awsx makes has the stack's tags.
  const [network] = service.resources.filter(({ type }) => type === "embeddings:service:PrivateNetwork");
  expect(network?.providers).toEqual({ aws: expect.stringMatching(/::pulumi:providers:aws::aws::aws$/) });

  const functions = ofType(await runLayer("service", { config }), "aws:lambda/function:Function");
  expect(functions).toHaveLength(deployedRoutes.length);
  for (const lambda of functions) {
    const [uploaded] = service.resources.filter(({ type, name }) => type === lambda.type && name === lambda.name);
    const files = uploadedFiles(uploaded, project);
    expect(asTexts(files)).toEqual(asTexts(await archiveFiles(lambda)));
    // Of the code itself, nothing is sent, and so kept in the state.
    const code = files["__index.js"]?.toString() ?? "";
    const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
    const path = `dist/bundles/${lambda.name.replace("-function", "")}-${hash}.js`;
    expect(uploaded?.inputs["code"]).toMatchObject({ assets: { "__index.js": { path } } });
    const parts = code.match(/.{100}/g) ?? [];
    expect([lambda.name, parts.some((part) => service.wire.includes(part))]).toEqual([lambda.name, false]);
  }
  expect(readdirSync(temporary)).toEqual([]);
});

test("fails under the language host where the bootstrap stack is missing, and says what to do", async () => {
  // Here with the types checked, of which there is no other error.
  const { code, errors, resources } = await run("dev", {}, true);
  expect(code).not.toBe(0);
  expect(errors).toContainEqual(
    expect.stringMatching(
      /^The bootstrap stack "organization\/embeddings-service\/bootstrap" cannot be read .* Deploy it first/,
    ),
  );
  expect(resources).toEqual([]);
});

test("fails under the language host on outputs of another shape, with one error and no stack trace", async () => {
  const { code, errors, resources } = await run("dev", {
    [bootstrapStackName]: { contractVersion: 0 },
  });
  expect(code).not.toBe(0);
  expect(errors).toEqual([expect.stringMatching(/^The stack .* does not return the outputs .*contractVersion is 0/)]);
  expect(errors[0]).not.toContain("\n");
  expect(resources).toEqual([]);
});
