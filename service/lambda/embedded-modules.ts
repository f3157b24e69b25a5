import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { build, type Plugin } from "esbuild";
import { archivedConsole } from "./archived-console";

const compress = promisify(brotliCompress);

/** Nearly as small as the best, in a twentieth of its time. */
const textQuality = 9;

/** Within a tenth of the best in a fiftieth of its time: a table of bytes is as large as it is. */
const fileQuality = 4;

/** An esbuild plugin for what the imports `text:FILE`, `brotli:MODULE`, `brotli-file:MODULE`, `console:files` and `console:workers` mean: see functions/embedded-modules.d.ts. */
export const embeddedModules: Plugin = {
  name: "embedded-modules",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^text:/ }, ({ path, resolveDir }) => ({
      path: require.resolve(path.replace(/^text:/, ""), { paths: [resolveDir] }),
      namespace: "text",
    }));
    esbuild.onLoad({ filter: /.*/, namespace: "text" }, async ({ path }) => ({
      contents: await readFile(path),
      loader: "text",
    }));

    esbuild.onResolve({ filter: /^console:/ }, ({ path }) => ({ path, namespace: "console" }));
    esbuild.onLoad({ filter: /.*/, namespace: "console" }, async ({ path }) => ({
      contents: JSON.stringify(await archivedConsole(path)),
      loader: "text",
    }));

    esbuild.onResolve({ filter: /^brotli(-file)?:/ }, async ({ path: specifier, importer, resolveDir }) => {
      const [namespace = "", module = ""] = specifier.split(":");
      const { path, ...resolved } = await esbuild.resolve(module, { kind: "import-statement", importer, resolveDir });
      return { ...resolved, path: namespace === "brotli" ? path : compressedPath(path), namespace };
    });
    esbuild.onLoad({ filter: /.*/, namespace: "brotli" }, async ({ path }) => {
      const compressed = await compressExport(path, constants.BROTLI_MODE_TEXT, textQuality);
      return { contents: compressed.toString("base64"), loader: "text" };
    });
    esbuild.onLoad({ filter: /.*/, namespace: "brotli-file" }, async ({ path }) => ({
      contents: await compressExport(sourcePath(path), constants.BROTLI_MODE_GENERIC, fileQuality),
      loader: "file",
    }));
  },
};

/** The file of the project that an input of a build is made of, such as `functions/a.ts` and `text:/project/b.json`. */
export function inputFile(input: string): string {
  return sourcePath(input.replace(/^(text|brotli|brotli-file):/, ""));
}

/** What esbuild calls a module whose export is in a file of its own, which it names alike. */
function compressedPath(path: string): string {
  return path.replace(/\.ts$/, ".br");
}

function sourcePath(path: string): string {
  return path.replace(/\.br$/, ".ts");
}

async function compressExport(path: string, mode: number, quality: number): Promise<Buffer> {
  const bytes = Buffer.from(await defaultExport(path));
  return compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: mode,
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** What a module exports by default: a text or bytes, computed by nothing but what the module imports. */
async function defaultExport(path: string): Promise<string | Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "module",
    platform: "neutral",
    tsconfigRaw: {},
    logLevel: "silent",
    plugins: [embeddedModules],
  });
  return new Function(`${outputFiles[0]?.text}; return module.default;`)();
}
