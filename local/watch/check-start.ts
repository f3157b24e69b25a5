import { join } from "node:path";
import { build } from "esbuild";
import { projectDirectory } from "../pulumi/stacks";

/** What is loaded for a start: the deployment, and the stacks that it deploys. */
const startedFiles = ["local/start.ts", "index.ts"].map((file) => join(projectDirectory, file));

/** Throws esbuild's `BuildFailure` where a new process could not even load its sources, as with one that is half written. */
export async function checkStart(entryPoints: readonly string[] = startedFiles): Promise<void> {
  await build({
    entryPoints: [...entryPoints],
    absWorkingDir: projectDirectory,
    bundle: true,
    packages: "external",
    platform: "node",
    write: false,
    outdir: projectDirectory,
    logLevel: "silent",
  });
}
