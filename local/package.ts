import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { strToU8, zipSync } from "fflate";
import { archiveFiles } from "./archive";
import { ofType } from "./engine";
import { projectDirectory, runStacks } from "./stacks";
import { table } from "./table";

/** Where the artefacts go. */
const outputDirectory = join(projectDirectory, "dist", "lambda");

/** `npm run package`: writes each function's archive as it would be uploaded, and prints the sizes. */
async function packageFunctions(): Promise<void> {
  const { project, service } = await runStacks("https://api.invalid");
  rmSync(outputDirectory, { recursive: true, force: true });
  const rows = [["function", "file", "raw KB", "zipped KB"]];
  const lambdas = ofType(service, "aws:lambda/function:Function");
  for (const lambda of lambdas.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const name = String(lambda.inputs["name"]).replace(`${project}-${service.stack}-`, "");
    const files = await archiveFiles(lambda);
    for (const [path, text] of Object.entries(files)) {
      const file = join(outputDirectory, name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      const bytes = strToU8(text);
      rows.push([
        name,
        relative(projectDirectory, file),
        kilobytes(bytes.length),
        kilobytes(zipSync({ [path]: bytes }).length),
      ]);
    }
  }
  console.log(table(rows));
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

packageFunctions().catch((error: unknown) => {
  console.error(`error: ${pulumi.RunError.isInstance(error) ? error.message : (error as Error).stack}`);
  process.exitCode = 1;
});
