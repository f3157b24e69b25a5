import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stop as stopEsbuild } from "esbuild";
import { projectDirectory } from "../pulumi/stacks";
import { reportFailure } from "../report-failure";
import { table } from "../table";
import { packedFunctions, packedSizes } from "./packed-functions";

/** Where the artefacts go. */
const outputDirectory = resolve(process.argv[2] ?? join(projectDirectory, "dist", "lambda"));

/** `npm run package [-- FOLDER]`: writes each function's archive as it would be uploaded, and prints the sizes. */
async function packageFunctions(): Promise<void> {
  const packed = await packedFunctions();
  await stopEsbuild();
  rmSync(outputDirectory, { recursive: true, force: true });
  const rows = packed.map((packedFile) => {
    const { route, path, text } = packedFile;
    const file = join(outputDirectory, route, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    const { raw, zipped } = packedSizes(packedFile);
    return [route, relative(projectDirectory, file), raw, zipped];
  });
  console.log(table([["function", "file", "raw KB", "zipped KB"], ...rows]));
}

packageFunctions().catch(reportFailure);
