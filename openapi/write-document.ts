import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openapiDocument } from "./document";

const projectDirectory = join(__dirname, "..");

/** `npm run openapi`: writes the OpenAPI document to `openapi.json`, formatted as all JSON here. */
const formatted = execFileSync("biome", ["format", "--stdin-file-path=openapi.json"], {
  cwd: projectDirectory,
  input: JSON.stringify(openapiDocument(), null, 2),
});
writeFileSync(join(projectDirectory, "openapi.json"), formatted);
