import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { join, relative, resolve } from "node:path";
import type { Bundle } from "../../service/lambda/bundle";
import { bundleEach } from "../../service/lambda/inline-functions";
import { routes } from "../../service/routes";
import { projectDirectory } from "../pulumi/stacks";

/** A frame of a stack: what called, the file, and line and column from 1. */
const frame = /^ +at (?:.* )?\(?(?<file>\/[^()]+\.js):(?<line>\d+):(?<column>\d+)\)?$/;

/** The frames of what calls a handler, and those beyond: of an error, and of each that caused it. */
const beyondHandler = /\n +at [^\n]*lambda-sandbox\.mts[^\n]*(?:\n +at [^\n]*)*/g;

/** Bundles with source maps, whose paths are from `directory`. */
export interface MappedBundles {
  readonly bundles: readonly Pick<Bundle, "text" | "sourceMap">[];
  readonly directory: string;
}

/**
 * What puts positions in sources into a function's stack, in place of those in its bundle. The bundles are made with
 * their source maps when the first stack comes; a position in any other file stays as it is.
 */
export function sourceStacks(mappedBundles: () => Promise<MappedBundles>): (stack: string) => Promise<string> {
  let mapped: Promise<MappedBundles> | undefined;
  const maps = new Map<string, SourceMap | undefined>();

  async function mapOf(file: string, { bundles }: MappedBundles): Promise<SourceMap | undefined> {
    if (!maps.has(file)) {
      const text = await readFile(file, "utf8").catch(() => undefined);
      const sourceMap = bundles.find((bundle) => bundle.text === text)?.sourceMap;
      maps.set(file, sourceMap === undefined ? undefined : new SourceMap(JSON.parse(sourceMap)));
    }
    return maps.get(file);
  }

  return async (stack) => {
    mapped ??= mappedBundles();
    const made = await mapped;
    const lines = stack.replace(beyondHandler, "").split("\n");
    const inSources = lines.map(async (line) => {
      const { file = "", line: row, column } = frame.exec(line)?.groups ?? {};
      const entry = file && (await mapOf(file, made))?.findEntry(Number(row) - 1, Number(column) - 1);
      if (!entry || !("originalSource" in entry)) return line;
      const source = relative(projectDirectory, resolve(made.directory, entry.originalSource));
      return `    at ${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
    return (await Promise.all(inSources)).join("\n");
  };
}

/** A stack of a function of one of the routes, with positions in its sources. */
export const sourceStack = sourceStacks(async () => {
  const directory = join(projectDirectory, "service");
  return { bundles: Object.values(await bundleEach(routes, directory, { sourceMaps: true })), directory };
});
