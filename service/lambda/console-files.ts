import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const projectDirectory = join(__dirname, "../..");
const consoleDirectory = join(projectDirectory, "console");

/** The scripts that run beside a page, in threads of their own. */
const workers = ["views/map/workers/map-vectors", "views/map/workers/map-neighbours"];

/** A file of the console, as it is served. */
export interface ConsoleFile {
  readonly contentType: string;
  readonly contents: Uint8Array;
}

const contentTypes = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  // Which browsers show, as they do not `text/markdown`.
  md: "text/plain; charset=utf-8",
} as const;

/** The files of the console by their paths: `/`, and the others below `/console/`. Each view is a script of its own. */
export async function consoleFiles(): Promise<ReadonlyMap<string, ConsoleFile>> {
  const { outputFiles } = await build({
    entryPoints: {
      main: join(consoleDirectory, "main.tsx"),
      "main-style": join(consoleDirectory, "style/main.css"),
      // Which the pages start by their names.
      ...Object.fromEntries(workers.map((path) => [basename(path), join(consoleDirectory, `${path}.ts`)])),
    },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    // Nothing is written: it is where the paths of the outputs begin.
    outdir: consoleDirectory,
    chunkNames: "[name]-[hash]",
    write: false,
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const built = outputFiles.map(
    ({ path, contents }) => [basename(path).replace("main-style", "main"), contents] as const,
  );
  const copied = ["console/icon.svg", "docs/errors.md"].map(
    async (path) => [basename(path), await readFile(join(projectDirectory, path))] as const,
  );
  const files = [...built, ...(await Promise.all(copied))];
  return new Map([
    ["/", consoleFile("index.html", await readFile(join(consoleDirectory, "index.html")))],
    ...files.map(([name, contents]) => [`/console/${name}`, consoleFile(name, contents)] as const),
  ]);
}

function consoleFile(name: string, contents: Uint8Array): ConsoleFile {
  const extension = name.split(".").at(-1) as keyof typeof contentTypes;
  return { contentType: contentTypes[extension], contents };
}
