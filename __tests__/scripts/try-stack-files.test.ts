import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackConfig, stackNames } from "../../local/pulumi/stack-config";
import { repositoryFiles, type StackFiles, writeStackFiles } from "../../scripts/try-stack-files/stack-files";
import { together, variants } from "../../scripts/try-stack-files/variants";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

/** What is read of each stack in these files. */
function read(files: StackFiles) {
  writeStackFiles(files, directory);
  return Object.fromEntries(stackNames(directory).map((stack) => [stack, readStackConfig(directory, stack)]));
}

test.each(Object.entries(variants))("writes files with %s that are read", (_, { change, options = [] }) => {
  const stacks = read(change(repositoryFiles()));
  expect(Object.keys(stacks).length).toBeGreaterThan(1);
  for (const stack of options.slice(1)) expect(Object.keys(stacks)).toContain(stack);
});

test("starts from the same files wherever a project has its own, and whatever is in them", () => {
  writeFileSync(
    join(directory, "Pulumi.yaml"),
    "name: acme\nruntime: nodejs\nstackConfigDir: stacks\nconfig:\n  project: acme\n",
  );
  const { project, stacks } = repositoryFiles(directory);
  expect(read({ project, stacks })["dev"]?.config).toMatchObject({
    "embeddings-service:layer": "service",
    "embeddings-service:project": "",
  });
});

test("rewrites what is read as the same", () => {
  const rewritten = variants["rewritten by the CLI"]?.change(repositoryFiles()) as StackFiles;
  expect(rewritten.stacks["dev"]).toEqual({
    config: expect.objectContaining({ "aws:region": "us-east-1", "embeddings-service:throttlingRateLimit": "50" }),
    encryptionsalt: expect.stringMatching(/^v1:/),
  });
  expect(read(rewritten)).toEqual(read(repositoryFiles()));
});

test("puts all of it together, and leaves no other stack file", () => {
  const stacks = read(together(repositoryFiles()));
  expect(readdirSync(directory).sort()).toEqual(
    ["foundation", "live", "qa", "staging"]
      .map((stack) => `Pulumi.${stack}.yaml`)
      .concat("Pulumi.yaml")
      .sort(),
  );
  expect(stacks["foundation"]?.config).toMatchObject({
    "acme-search:project": "acme-embeddings",
    "acme-search:kmsKey": "create",
    "acme-search:github": expect.stringContaining("acme/embeddings"),
  });
  expect(stacks["staging"]).toMatchObject({ encrypted: ["acme-search:alarmEmail"] });
});
