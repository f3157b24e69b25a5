import { readFile } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { build, type Plugin } from "esbuild";
import { runtime } from "./runtime";

/**
 * A resource transformation that replaces the archive of a `CallbackFunction` by one file: the serialized
 * callback with all that it requires, relative to `directory`, where it is written. Pulumi's own archive holds every
 * package under `dependencies` instead.
 */
export function bundleFunctionCodeFrom(directory: string): pulumi.ResourceTransformation {
  return ({ type, props, opts }) =>
    type === "aws:lambda/function:Function"
      ? {
          props: { ...props, code: pulumi.output(props["code"]).apply((code) => bundleArchive(code, directory)) },
          opts,
        }
      : undefined;
}

/** {@link bundleFunctionCodeFrom} this folder. */
export const bundleFunctionCode = bundleFunctionCodeFrom(__dirname);

/** An archive as it comes out of an output, which keeps its fields but not its class. */
interface UnwrappedArchive {
  readonly assets: Promise<Record<string, { readonly text?: Promise<string> }>>;
}

async function bundleArchive(archive: UnwrappedArchive, directory: string): Promise<pulumi.asset.AssetArchive> {
  // The serialized callback is the only text; the packages beside it are folders.
  const callback = Object.entries(await archive.assets).find(([, asset]) => asset.text);
  if (!callback) throw new pulumi.RunError("The function has no serialized callback: is it a CallbackFunction?");
  const [file, { text = "" }] = callback;
  return new pulumi.asset.AssetArchive({ [file]: new pulumi.asset.StringAsset(await bundle(await text, directory)) });
}

/** Imports with the prefix `text:` are the text of the file that they name. */
const textModules: Plugin = {
  name: "text-modules",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^text:/ }, ({ path, resolveDir }) => ({
      path: require.resolve(path.replace(/^text:/, ""), { paths: [resolveDir] }),
      namespace: "text",
    }));
    esbuild.onLoad({ filter: /.*/, namespace: "text" }, async ({ path }) => ({
      contents: await readFile(path),
      loader: "text",
    }));
  },
};

/** Bundles a serialized callback, whose `require`s are relative to `directory`, into one CommonJS file. */
async function bundle(callback: string, directory: string): Promise<string> {
  const result = await build({
    stdin: { contents: callback, resolveDir: directory, loader: "js" },
    bundle: true,
    write: false,
    minify: true,
    legalComments: "none",
    format: "cjs",
    platform: "node",
    target: runtime.esbuildTarget,
    mainFields: ["module", "main"],
    conditions: ["module"],
    // Serialized callbacks contain `with`, so the bundle must not become strict by this project's tsconfig.
    tsconfigRaw: {},
    logLevel: "silent",
    plugins: [textModules],
  });
  return (result.outputFiles[0] as { text: string }).text;
}
