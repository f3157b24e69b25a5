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

/** The source map of a bundle, whose paths are from `directory`. */
interface BundleMap {
  readonly sourceMap: SourceMap;
  readonly directory: string;
}

/**
 * What puts positions in sources into a function's stack, in place of those in its bundle. The bundles are made with
 * their source maps when the first stack of their code comes; a position in any other file stays as it is.
 */
export function sourceStacks(mappedBundles: () => Promise<MappedBundles>): (stack: string) => Promise<string> {
  /** By the texts of the files in which positions were. */
  const maps = new Map<string, Promise<BundleMap | undefined>>();
  /** Those that were made last, which have the code of each function unless a source has changed since. */
  let made: Promise<MappedBundles> | undefined;

  async function makeMap(text: string): Promise<BundleMap | undefined> {
    const last = made;
    const found = await last?.then(
      (bundles) => mapIn(bundles, text),
      () => undefined,
    );
    if (found) return found;
    // Unless they were made for another text meanwhile.
    if (made === last) made = mappedBundles();
    return mapIn((await made) as MappedBundles, text);
  }

  async function mapOf(file: string): Promise<BundleMap | undefined> {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const map = maps.get(text) ?? makeMap(text);
    maps.set(text, map);
    return map;
  }

  return async (stack) => {
    const lines = stack.replace(beyondHandler, "").split("\n");
    const inSources = lines.map(async (line) => {
      const { file = "", line: row, column } = frame.exec(line)?.groups ?? {};
      const map = file ? await mapOf(file) : undefined;
      const entry = map?.sourceMap.findEntry(Number(row) - 1, Number(column) - 1);
      if (!map || !entry || !("originalSource" in entry)) return line;
      const source = relative(projectDirectory, resolve(map.directory, entry.originalSource));
      return `    at ${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
    return (await Promise.all(inSources)).join("\n");
  };
}

/** The source map of a bundle with this text; undefined where there is none. */
function mapIn({ bundles, directory }: MappedBundles, text: string): BundleMap | undefined {
  const sourceMap = bundles.find((bundle) => bundle.text === text)?.sourceMap;
  return sourceMap === undefined ? undefined : { sourceMap: new SourceMap(JSON.parse(sourceMap)), directory };
}

/** A stack of a function of one of the routes, with positions in its sources. */
export const sourceStack = sourceStacks(async () => {
  const directory = join(projectDirectory, "service");
  return { bundles: Object.values(await bundleEach(routes, directory, { sourceMaps: true })), directory };
});
