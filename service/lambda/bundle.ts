import { basename, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { embeddedModules, inputFile } from "./embedded-modules";
import { runtime } from "./runtime";
import { sdkForLambda } from "./sdk-for-lambda";

/** A bundle, and the packages that are in it. */
export interface Bundle {
  readonly text: string;
  /** The files that it reads beside it in its archive, by their names. */
  readonly assets: Readonly<Record<string, Uint8Array>>;
  /** Bytes by package, of which the empty name is this project. */
  readonly packageBytes: Readonly<Record<string, number>>;
  /** The files of this project that it is made of, as absolute paths; not those that a compressed module imports. */
  readonly files: readonly string[];
  /** Where each of its positions comes from, with paths from `directory`; undefined where it was not asked for. */
  readonly sourceMap?: string | undefined;
}

/** Options of {@link bundleCallbacks}. */
export interface BundleOptions {
  /**
   * Whether to make source maps, which takes half as long again. The bundles are the same with and without.
   * @default false
   */
  readonly sourceMaps?: boolean;
}

/**
 * Bundles serialized callbacks, by name, whose `require`s are relative to `directory`: each with all that it requires
 * into one CommonJS file. Of the AWS SDK, it has what these functions use: {@link sdkForLambda}.
 */
export async function bundleCallbacks<Name extends string>(
  callbacks: Readonly<Record<Name, string>>,
  directory: string,
  { sourceMaps = false }: BundleOptions = {},
): Promise<Record<Name, Bundle>> {
  const { outputFiles, metafile } = await build({
    entryPoints: Object.keys(callbacks).map((name) => ({ in: `entry:${name}`, out: name })),
    // Nothing is written: it is where the paths of the outputs begin.
    outdir: directory,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    sourcemap: sourceMaps && "external",
    sourcesContent: false,
    legalComments: "none",
    format: "cjs",
    platform: "node",
    target: runtime.esbuildTarget,
    mainFields: ["module", "main"],
    conditions: ["module"],
    // Serialized callbacks contain `with`, so the bundle must not become strict by this project's tsconfig.
    tsconfigRaw: {},
    // Bodies are streams of Node.js. To ask whether one is of the web's would load those: 2 ms.
    define: { ReadableStream: "undefined" },
    // The import() of node:http in the SDK's HTTP handler would load all of undici: 15 ms before the first request to an
    // endpoint without TLS, as they are locally.
    supported: { "dynamic-import": false },
    logLevel: "silent",
    plugins: [callbackModules(callbacks, directory), embeddedModules, sdkForLambda],
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const written = new Map(outputFiles.map((file) => [basename(file.path), file]));
  const bundles = Object.keys(callbacks).map((name) => {
    const file = `${name}.js`;
    const { inputs = {}, imports = [] } = outputs.get(file) ?? {};
    const beside = imports.filter(({ kind }) => kind === "file-loader").map(({ path }) => basename(path));
    const bundle = {
      text: written.get(file)?.text,
      assets: Object.fromEntries(beside.map((other) => [other, written.get(other)?.contents])),
      packageBytes: bytesByPackage(inputs),
      files: projectFiles(inputs),
      sourceMap: written.get(`${file}.map`)?.text,
    };
    return [name, bundle];
  });
  return Object.fromEntries(bundles) as Record<Name, Bundle>;
}

type BundleInputs = Metafile["outputs"][string]["inputs"];

function bytesByPackage(inputs: BundleInputs): Record<string, number> {
  const packageBytes: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const [, name = ""] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
    if (bytesInOutput > 0) packageBytes[name] = (packageBytes[name] ?? 0) + bytesInOutput;
  }
  return packageBytes;
}

function projectFiles(inputs: BundleInputs): string[] {
  const files = Object.keys(inputs).filter((file) => !/node_modules|^(entry|callback):/.test(file));
  return files.map((file) => resolve(inputFile(file)));
}

/** What a serialized callback requires. */
async function requiredBy(callback: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents: callback },
    bundle: true,
    external: ["*"],
    platform: "node",
    write: false,
    metafile: true,
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

/**
 * Imports what the callback requires and hands it to the callback. A module that is imported becomes part of one scope
 * with all others; one that is required, and whatever that imports, stays apart, and is wrapped, found and run at a cost:
 * of 83 ms that it took to load `generate`, 10.
 */
function entryPoint(name: string, paths: readonly string[]): string {
  const specifiers = paths.map((path) => JSON.stringify(path));
  return `
    ${specifiers.map((specifier, index) => `import * as module${index} from ${specifier};`).join("\n")}
    import callback from ${JSON.stringify(`callback:${name}`)};
    export const { handler } = callback({ ${specifiers.map((specifier, index) => `${specifier}: module${index}`)} });
  `;
}

/**
 * The modules `entry:NAME`, which {@link entryPoint} is, and `callback:NAME`: a function from the modules that the
 * serialized callback requires to what it exports.
 */
function callbackModules(callbacks: Readonly<Record<string, string>>, directory: string): Plugin {
  return {
    name: "callback",
    setup(esbuild) {
      esbuild.onResolve({ filter: /^(entry|callback):/ }, ({ path }) => {
        const [namespace = "", name = ""] = path.split(":");
        return { namespace, path: name };
      });
      esbuild.onLoad({ filter: /.*/, namespace: "entry" }, async ({ path: name }) => ({
        contents: entryPoint(name, await requiredBy(callbacks[name] as string)),
        resolveDir: directory,
      }));
      esbuild.onLoad({ filter: /.*/, namespace: "callback" }, ({ path: name }) => ({
        contents: `module.exports = (modules) => { const exports = {}, require = (path) => modules[path]; ${callbacks[name]}\nreturn exports; };`,
      }));
    },
  };
}
