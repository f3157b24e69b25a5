import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stop as stopEsbuild } from "esbuild";
import type { Command, Options } from "../../tools/command/arguments";
import { runCommand } from "../../tools/command/run-command";
import { blockNames, replaceBlocks } from "./generated-blocks";
import { pagePaths, readPage, repositoryDirectory } from "./pages";
import { declareKeys } from "./pulumi-yaml";
import { tables } from "./tables";

/** `npm run docs`: writes the tables that the code knows into the pages, and the keys of the configuration into `Pulumi.yaml`. */
async function writeDocs(): Promise<number> {
  for (const path of pagePaths) {
    const page = readPage(path);
    const contents: Record<string, string> = {};
    for (const name of blockNames(page)) {
      const table = tables[name];
      if (!table) throw new Error(`${path} has a block ${name}, which scripts/docs/tables.ts does not know`);
      contents[name] = await table();
    }
    write(path, page, replaceBlocks(page, contents));
  }
  await stopEsbuild();
  const pulumiYaml = readFileSync(join(repositoryDirectory, "Pulumi.yaml"), "utf8");
  write("Pulumi.yaml", pulumiYaml, declareKeys(pulumiYaml));
  return 0;
}

function write(path: string, before: string, after: string): void {
  if (after === before) return;
  writeFileSync(join(repositoryDirectory, path), after);
  console.log(`wrote ${path}`);
}

const command = {
  name: "npm run docs --",
  description:
    "Writes the tables that the code knows into the pages, and the keys of the configuration into Pulumi.yaml.",
  options: {},
} satisfies Command<Options>;

runCommand(command, writeDocs, 1);
