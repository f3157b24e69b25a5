import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { zipSync } from "fflate";
import { callbacks } from "../../service/callbacks";
import { inlineFunctions } from "../../service/lambda/inline-functions";
import { awsProvider } from "../pulumi/aws-provider";
import { runStack } from "../pulumi/engine";
import { ofType } from "../pulumi/registered-resource";
import { projectDirectory } from "../pulumi/stacks";
import { archiveFiles } from "./archive";

/** A file of a function's archive, as it would be uploaded. */
export interface PackedFile {
  readonly name: string;
  /** In the archive. */
  readonly path: string;
  readonly contents: Buffer;
}

/** All functions, whose code is the same in every stack. */
function functions(): pulumi.Inputs {
  const inline = inlineFunctions(callbacks, join(projectDirectory, "service"));
  for (const { name } of callbacks) new aws.lambda.Function(name, { role: "none", ...inline[name] });
  return {};
}

/** The files of all functions, in the order of their names. esbuild's process goes on, see its `stop`. */
export async function packedFunctions(): Promise<PackedFile[]> {
  const provider = awsProvider({ region: "us-east-1", apiEndpoint: "https://api.invalid" });
  const stack = await runStack({ project: "package", stack: "package", config: {}, program: functions, provider });
  const lambdas = ofType(stack, "aws:lambda/function:Function").toSorted((a, b) => a.name.localeCompare(b.name));
  const packed: PackedFile[] = [];
  for (const lambda of lambdas) {
    const files = await archiveFiles(lambda);
    packed.push(...Object.entries(files).map(([path, contents]) => ({ name: lambda.name, path, contents })));
  }
  return packed;
}

/** The sizes of a file, alone and zipped, in kilobytes as text. */
export function packedSizes({ path, contents }: PackedFile): { readonly raw: string; readonly zipped: string } {
  return { raw: kilobytes(contents.length), zipped: kilobytes(zipSync({ [path]: contents }).length) };
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
