import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import type { SiteFile } from "../../functions/routes/console/site-headers";

const projectDirectory = join(__dirname, "../..");
const consoleDirectory = join(projectDirectory, "console");

/** A file of the console, as it is served. */
export interface ConsoleFile extends SiteFile {
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

/**
 * The files of the console by their paths: `/`, and the others below `/console/`. Each view is a script of its own,
 * which is named after its contents.
 */
export async function consoleFiles(): Promise<ReadonlyMap<string, ConsoleFile>> {
  const { outputFiles } = await build({
    entryPoints: {
      main: join(consoleDirectory, "main.tsx"),
      "main-style": join(consoleDirectory, "style/main.css"),
    },
    // Names come from paths too: so they are the same in every folder, and where packages are linked.
    absWorkingDir: projectDirectory,
    preserveSymlinks: true,
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

/** What esbuild names a file by: https://esbuild.github.io/api/#chunk-names */
const namedByHash = /-[A-Z0-9]{8}\.js$/;

function consoleFile(name: string, contents: Uint8Array) {
  const extension = name.split(".").at(-1) as keyof typeof contentTypes;
  const hash = createHash("sha256").update(contents).digest("base64url").slice(0, 22);
  return {
    name,
    contentType: contentTypes[extension],
    etag: `W/"${hash}"`,
    isImmutable: namedByHash.test(name),
    contents,
  };
}
