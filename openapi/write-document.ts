import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command, Options } from "../tools/command/arguments";
import { runCommand } from "../tools/command/run-command";
import { openapiDocument } from "./document";

const projectDirectory = join(__dirname, "..");

const command = {
  name: "npm run openapi --",
  description: "Writes the OpenAPI document to openapi.json, from the schemas of the routes.",
  options: {},
} satisfies Command<Options>;

/** `npm run openapi`: writes the OpenAPI document to `openapi.json`, formatted as all JSON here. */
async function writeDocument(): Promise<number> {
  const formatted = execFileSync("biome", ["format", "--stdin-file-path=openapi.json"], {
    cwd: projectDirectory,
    input: JSON.stringify(openapiDocument(), null, 2),
  });
  writeFileSync(join(projectDirectory, "openapi.json"), formatted);
  return 0;
}

runCommand(command, writeDocument, 1);
