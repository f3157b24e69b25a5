import { cpSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import * as aws from "@pulumi/aws";
import { type BuildOptions, build } from "esbuild";
import { deflateSync } from "fflate";
import { archiveFiles } from "../../local/lambda/archive";
import { awsProvider } from "../../local/pulumi/aws-provider";
import { runStack } from "../../local/pulumi/engine";
import { ofType, type RegisteredResource } from "../../local/pulumi/registered-resource";
import { type DeployedStacks, projectDirectory } from "../../local/pulumi/stacks";
import { embeddedModules } from "../../service/lambda/embedded-modules";
import { runtime } from "../../service/lambda/runtime";
import { deployedRoutes, functionOf } from "./packed-function";

/** Ours, what Pulumi makes of the handler by itself, and a bundle of it by esbuild's defaults. */
export const kinds = ["ours", "stock", "esbuild"] as const;
export type Kind = (typeof kinds)[number];

/** A function's code in one of its packagings. */
export interface Packaging {
  /** The unpacked file to load. */
  readonly file: string;
  readonly rawBytes: number;
  readonly zippedBytes: number;
}

/** The functions in each of their packagings. */
export interface Packagings {
  /** By route name. */
  readonly functions: Readonly<Record<string, Readonly<Record<Kind, Packaging>>>>;
  /** What the packages that only a deployment needs add to each stock archive. */
  readonly deploymentToolsZippedBytes: number;
}

/** Where the compiled handlers are: in the project, as all that `CallbackFunction` packs, and out of its sight. */
const handlersDirectory = join(projectDirectory, "node_modules", ".cache", "embeddings-bench");

/** Unpacks every function that the service has in each of its packagings in `directory`. */
export async function packFunctions(stacks: DeployedStacks, directory: string): Promise<Packagings> {
  const names = deployedRoutes(stacks);
  const stock = await packStock(names, join(directory, "stock"));
  const functions: Record<string, Record<Kind, Packaging>> = {};
  for (const name of names) {
    functions[name] = {
      ours: await packOurs(functionOf(stacks, name), join(directory, "ours", name)),
      esbuild: await packByEsbuild(name, join(directory, "esbuild", name)),
      stock: stock.functions[name] as Packaging,
    };
  }
  return { functions, deploymentToolsZippedBytes: stock.deploymentToolsZippedBytes };
}

/** What is uploaded. */
async function packOurs(lambda: RegisteredResource, directory: string): Promise<Packaging> {
  for (const [path, contents] of Object.entries(await archiveFiles(lambda))) write(join(directory, path), contents);
  const [module = ""] = String(lambda.inputs["handler"]).split(".");
  return { file: join(directory, `${module}.js`), ...(await sizes([directory])) };
}

/** What esbuild makes of a route's handler by its defaults, with the files that it reads. */
async function packByEsbuild(name: string, directory: string): Promise<Packaging> {
  await build({ ...handlersBuild([name]), outdir: directory });
  return { file: join(directory, `${name}.js`), ...(await sizes([directory])) };
}

/** A build of the handlers of routes, each to a file of its route's name. */
function handlersBuild(names: readonly string[]) {
  return {
    entryPoints: names.map((name) => ({
      in: join(projectDirectory, "functions", "routes", name, "handler.ts"),
      out: name,
    })),
    bundle: true,
    platform: "node",
    plugins: [embeddedModules],
    logLevel: "error",
  } satisfies BuildOptions;
}

/** What `CallbackFunction` packs of handlers that are compiled, each with what it imports of this project, to one file. */
async function packStock(names: readonly string[], directory: string) {
  rmSync(handlersDirectory, { recursive: true, force: true });
  await build({ ...handlersBuild(names), outdir: handlersDirectory, packages: "external" });
  const handlers = relative(projectDirectory, handlersDirectory);
  const { resources } = await runStack({
    project: "stock",
    stack: "bench",
    config: {},
    provider: awsProvider({ region: "us-east-1", apiEndpoint: "https://api.invalid" }),
    program: async () => {
      for (const name of names) {
        const path = `./${handlers}/${name}`;
        new aws.lambda.CallbackFunction(name, {
          callbackFactory: () => require(path).handler,
          role: "arn:aws:iam::000000000000:role/stock",
          runtime: runtime.lambda,
          codePathOptions: { extraIncludePaths: [handlers] },
        });
      }
      return {};
    },
  });

  const functions: Record<string, Packaging> = {};
  let shared: { rawBytes: number; zippedBytes: number } | undefined;
  let deploymentToolsZippedBytes = 0;
  for (const lambda of ofType({ resources }, "aws:lambda/function:Function")) {
    const assets = await assetsOf(lambda.inputs["code"]);
    // All but the callback is the same for every function.
    if (!shared) {
      for (const { path, source } of assets) if (source) cpSync(source, join(directory, path), { recursive: true });
      shared = await sizes([join(directory, "node_modules")]);
      const tools = ["typescript", "esbuild", "@esbuild"].map((name) => join(directory, "node_modules", name));
      deploymentToolsZippedBytes = (await sizes(tools)).zippedBytes;
    }
    const file = join(directory, `${lambda.name}.js`);
    write(file, assets.find(({ text }) => text !== undefined)?.text ?? "");
    const own = await sizes([file]);
    functions[lambda.name] = {
      file,
      rawBytes: shared.rawBytes + own.rawBytes,
      zippedBytes: shared.zippedBytes + own.zippedBytes,
    };
  }
  return { functions, deploymentToolsZippedBytes };
}

/** The assets of an archive: text, or the file or folder that they are a copy of. */
async function assetsOf(archive: unknown): Promise<{ path: string; text?: string; source?: string }[]> {
  const { assets } = archive as { assets: Promise<Record<string, { text?: Promise<string>; path?: Promise<string> }>> };
  return Promise.all(
    Object.entries(await assets).map(async ([path, asset]) => ({
      path,
      ...(asset.text ? { text: await asset.text } : {}),
      ...(asset.path ? { source: join(projectDirectory, await asset.path) } : {}),
    })),
  );
}

/** The bytes of files and folders, and what they take in a zip file, whose names and dates come on top. */
async function sizes(paths: readonly string[]): Promise<{ rawBytes: number; zippedBytes: number }> {
  let rawBytes = 0;
  let zippedBytes = 0;
  for (const path of paths) {
    for (const file of await filesIn(path)) {
      const bytes = await readFile(file);
      rawBytes += bytes.length;
      zippedBytes += deflateSync(bytes).length;
    }
  }
  return { rawBytes, zippedBytes };
}

async function filesIn(path: string): Promise<string[]> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats ? [path] : [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function write(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}
