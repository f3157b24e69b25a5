import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { stop as stopEsbuild } from "esbuild";
import { strToU8, zipSync } from "fflate";
import { inlineFunctions } from "../../service/lambda/inline-functions";
import { routes } from "../../service/routes";
import { awsProvider } from "../pulumi/aws-provider";
import { runStack } from "../pulumi/engine";
import { ofType } from "../pulumi/registered-resource";
import { projectDirectory } from "../pulumi/stacks";
import { reportFailure } from "../report-failure";
import { table } from "../table";
import { archiveFiles } from "./archive";

/** Where the artefacts go. */
const outputDirectory = resolve(process.argv[2] ?? join(projectDirectory, "dist", "lambda"));

/** The functions of all routes, whose code is the same in every stack. */
function functions(): pulumi.Inputs {
  const inline = inlineFunctions(routes, join(projectDirectory, "service"));
  for (const { name } of routes) new aws.lambda.Function(name, { role: "none", ...inline[name] });
  return {};
}

/** `npm run package [-- FOLDER]`: writes each function's archive as it would be uploaded, and prints the sizes. */
async function packageFunctions(): Promise<void> {
  const provider = awsProvider({ region: "us-east-1", apiEndpoint: "https://api.invalid" });
  const stack = await runStack({ project: "package", stack: "package", config: {}, program: functions, provider });
  await stopEsbuild();
  rmSync(outputDirectory, { recursive: true, force: true });
  const rows = [["function", "file", "raw KB", "zipped KB"]];
  const lambdas = ofType(stack, "aws:lambda/function:Function");
  for (const lambda of lambdas.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const { name } = lambda;
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

packageFunctions().catch(reportFailure);
