import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory } from "../local/pulumi/stacks";
import { openapiDocument } from "./document";

/** `npm run openapi`: writes the OpenAPI document to `openapi.json`, formatted as all JSON here. */
const formatted = execFileSync("biome", ["format", "--stdin-file-path=openapi.json"], {
  cwd: projectDirectory,
  input: JSON.stringify(openapiDocument(), null, 2),
});
writeFileSync(join(projectDirectory, "openapi.json"), formatted);
