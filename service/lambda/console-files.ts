import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import type { SiteFile } from "../../functions/routes/console/site-headers";

const projectDirectory = join(__dirname, "../..");
const consoleDirectory = join(projectDirectory, "console");

/** The scripts that run beside a page, in threads of their own. */
const workers = ["views/map/workers/map-vectors", "views/map/workers/map-neighbours"];

/** A file of the console, as it is served. */
export interface ConsoleFile extends SiteFile {
  readonly contents: Uint8Array;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  // Which browsers show, as they do not `text/markdown`.
  md: "text/plain; charset=utf-8",
};

/** How all of the console is built. */
const buildOptions = {
  // Names come from paths too: so they are the same in every folder, and where packages are linked.
  absWorkingDir: projectDirectory,
  preserveSymlinks: true,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  // Nothing is written: it is where the paths of the outputs begin.
  outdir: consoleDirectory,
  chunkNames: "[name]-[hash]",
  write: false,
  tsconfigRaw: {},
  logLevel: "silent",
} as const satisfies BuildOptions;

/**
 * The files of the console by their paths: `/`, and the others below `/console/`. Each view is a script of its own,
 * which is named after its contents.
 */
export async function consoleFiles(): Promise<ReadonlyMap<string, ConsoleFile>> {
  const { outputFiles } = await build({
    ...buildOptions,
    entryPoints: {
      main: join(consoleDirectory, "main.tsx"),
      "main-style": join(consoleDirectory, "style/main.css"),
      // Which the pages start by their names.
      ...Object.fromEntries(workers.map((path) => [basename(path), join(consoleDirectory, `${path}.ts`)])),
    },
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const built = outputFiles.map(({ path, contents }) =>
    consoleFile(basename(path).replace("main-style", "main"), contents),
  );
  const copied = ["console/icon.svg", "docs/errors.md"].map(async (path) =>
    consoleFile(basename(path), await readFile(join(projectDirectory, path))),
  );
  return new Map([
    ["/", consoleFile("index.html", await readFile(join(consoleDirectory, "index.html")))],
    ...[...built, ...(await Promise.all(copied))].map((file) => [`/console/${file.name}`, file] as const),
  ]);
}

/** Below it are the files that {@link workerFiles} has. */
export const workersPath = "/console/workers/";

/** What stands in a browser for modules of Node.js, and for a package that is for them. */
const nodeInBrowser = {
  ...Object.fromEntries(
    ["buffer", "crypto", "timers/promises", "util"].map((name) => [
      `node:${name}`,
      join(consoleDirectory, "node", `${name.replace("/", "-")}.ts`),
    ]),
  ),
  "node:path": "pathe",
  path: "pathe",
  "csv-parse": "csv-parse/browser/esm",
};

const pdfParserName = "pdfjs.mjs";

/** The parser of PDF is one file, and small already: to build it takes as long as all else. */
const pdfParserAsItIs: Plugin = {
  name: "pdf-parser-as-it-is",
  setup({ onResolve }) {
    onResolve({ filter: /^unpdf\/pdfjs$/ }, () => ({ path: `./${pdfParserName}`, external: true }));
  },
};

/**
 * The scripts of the console's workers by their paths, which read documents as the commands do, and what they ask for: apart,
 * for they are ten times as large as all of the page, and take a second to build.
 */
export async function workerFiles(): Promise<ReadonlyMap<string, ConsoleFile>> {
  const { outputFiles } = await build({
    ...buildOptions,
    entryPoints: ["ingest-worker", "parser-worker"].map((name) => join(consoleDirectory, "workers", `${name}.ts`)),
    // Of a package that has one, the form that needs no document, as workers have none.
    conditions: ["worker", "module"],
    alias: nodeInBrowser,
    inject: [join(consoleDirectory, "node/buffer.ts")],
    plugins: [pdfParserAsItIs],
  });
  const pdf = dirname(require.resolve("pdfjs-dist/package.json"));
  const data = ["cmaps", "standard_fonts"].map(async (folder) => {
    const names = await readdir(join(pdf, folder));
    return Promise.all(
      names.map(async (name) => consoleFile(`${folder}/${name}`, await readFile(join(pdf, folder, name)))),
    );
  });
  const files = [
    ...outputFiles.map(({ path, contents }) => consoleFile(basename(path), contents)),
    consoleFile(pdfParserName, await readFile(join(dirname(require.resolve("unpdf")), pdfParserName))),
    ...(await Promise.all(data)).flat(),
  ];
  return new Map(files.map((file) => [workersPath + file.name, file]));
}

/** What esbuild names a file by: https://esbuild.github.io/api/#chunk-names */
const namedByHash = /-[A-Z0-9]{8}\.js$/;

function consoleFile(name: string, contents: Uint8Array) {
  const extension = name.split(".").at(-1) ?? "";
  const hash = createHash("sha256").update(contents).digest("base64url").slice(0, 22);
  return {
    name,
    contentType: contentTypes[extension] ?? "application/octet-stream",
    etag: `W/"${hash}"`,
    isImmutable: namedByHash.test(name),
    contents,
  };
}
