import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { archiveFiles } from "../local/archive";
import { copyProject } from "../scripts/copy-project";
import { runLanguageHost } from "./helpers/language-host";
import { bootstrapStackName, ofType, runLayer } from "./helpers/run-layer";
import { stacksDirectory } from "./helpers/stack-file";
import { temporaryDirectory } from "./helpers/temporary-directory";

const directory = temporaryDirectory();
const project = copyProject(join(directory, "project"));
const run = (stack: string, stackOutputs?: Record<string, Record<string, unknown>>) =>
  runLanguageHost({
    stack,
    stacksDirectory,
    program: project,
    cacheDirectory: join(directory, "ts-node"),
    stackOutputs,
  });

test("runs under Pulumi's own language host as under the mocks: the same resources, outputs and artefacts", async () => {
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
    const mocked = await runLayer(layer);
    expect(code).toBe(0);
    expect(outputs).toEqual(mocked.outputs);
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      mocked.resources.map(({ type, name }) => `${type} ${name}`).sort(),
    );
  }

  const functions = ofType(await runLayer("service"), "aws:lambda/function:Function");
  expect(functions).toHaveLength(9);
  for (const lambda of functions) {
    const [uploaded] = service.resources.filter(({ type, name }) => type === lambda.type && name === lambda.name);
    const { assets = {} } = (uploaded?.inputs["code"] ?? {}) as { assets?: Record<string, { text: string }> };
    const files = Object.entries(assets).map(([path, { text }]) => [path, text]);
    expect(Object.fromEntries(files)).toEqual(await archiveFiles(lambda));
  }
});

test("fails under the language host where the bootstrap stack is missing, and says what to do", async () => {
  const { code, errors, resources } = await run("dev");
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
