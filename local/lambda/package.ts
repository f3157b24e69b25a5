import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { stop as stopEsbuild } from "esbuild";
import type { Arguments, Command, Options } from "../../tools/command/arguments";
import { CommandError } from "../../tools/command/command-error";
import { runCommand } from "../../tools/command/run-command";
import { projectDirectory } from "../pulumi/stacks";
import { table } from "../table";
import { packedFunctions, packedSizes } from "./packed-functions";

const command = {
  name: "npm run package --",
  operands: "[FOLDER]",
  description:
    "Writes each function's archive as it would be uploaded to dist/lambda/ or a folder, and prints the sizes.",
  options: {},
} satisfies Command<Options>;

/** `npm run package [-- FOLDER]`: writes each function's archive as it would be uploaded, and prints the sizes. */
async function packageFunctions({ operands }: Arguments<Options>): Promise<number> {
  const outputDirectory = resolve(operands[0] ?? join(projectDirectory, "dist", "lambda"));
  const packed = await packedFunctions();
  await stopEsbuild();
  rmSync(outputDirectory, { recursive: true, force: true });
  const rows = packed.map((packedFile) => {
    const { name, path, contents } = packedFile;
    const file = join(outputDirectory, name, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
    const { raw, zipped } = packedSizes(packedFile);
    return [name, relative(projectDirectory, file), raw, zipped];
  });
  console.log(table([["function", "file", "raw KB", "zipped KB"], ...rows]));
  return 0;
}

/** What is wrong with a stack is the caller's to correct. */
async function run(given: Arguments<Options>): Promise<number> {
  try {
    return await packageFunctions(given);
  } catch (error) {
    if (!RunError.isInstance(error)) throw error;
    throw new CommandError(error.message);
  }
}

runCommand(command, run, 1);
