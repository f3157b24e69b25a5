import { createHash, type Hash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, sep } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Bundle } from "./bundle";

/** What functions are made of: folders and files of the project, and what npm has installed. */
export const bundledSources = [
  ...["common", "console", "documents", "embedding", "functions", "openapi", "service", "tools"],
  ...["docs/errors.md", "openapi.json", "package.json"],
  "node_modules/.package-lock.json",
];

/** How many builds are kept: a few configurations, in each of which other functions are deployed. */
const kept = 8;

/** Bundles by the names of their functions. */
type Bundles<Name extends string> = Record<Name, Bundle>;

/** What {@link keptBundles} makes bundles of. */
export interface KeptBundlesArgs<Name extends string> {
  /** Serialized, by name. */
  readonly callbacks: Readonly<Record<Name, string>>;
  /** The folder of the project. */
  readonly project: string;
  readonly build: () => Promise<Bundles<Name>>;
}

let directory: string | undefined;

/**
 * Has bundles kept in a folder from now on, and taken from there as long as all that they are made of is the same. Only the
 * local deployment does so, which mostly starts again as it was: what is uploaded is always made anew.
 */
export function keepBundles(folder: string): void {
  directory = folder;
}

/** Bundles that are kept, or else built. */
export async function keptBundles<Name extends string>(args: KeptBundlesArgs<Name>): Promise<Bundles<Name>> {
  const { callbacks, project, build } = args;
  if (!directory) return build();
  const file = join(directory, digest(callbacks, project));
  const found = read<Name>(file);
  if (found) return found;
  const bundles = await build();
  const isKnown = (path: string) =>
    bundledSources.some((source) => `${path}${sep}`.startsWith(join(project, source, sep)));
  if (Object.values<Bundle>(bundles).every(({ files }) => files.every(isKnown))) keep(directory, file, bundles);
  return bundles;
}

/** Of all that the bundles are made of, and of what makes them. */
function digest(callbacks: Readonly<Record<string, string>>, project: string): string {
  const hash = createHash("sha256").update(JSON.stringify([callbacks, project, process.version]));
  for (const source of bundledSources) addFiles(hash, join(project, source));
  return hash.digest("hex");
}

function addFiles(hash: Hash, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path).sort()) addFiles(hash, join(path, name));
  } else if (stats) {
    hash.update(`\0${path}\0${stats.size}\0`).update(readFileSync(path));
  }
}

function read<Name extends string>(file: string): Bundles<Name> | undefined {
  try {
    const bundles = deserialize(readFileSync(file));
    utimesSync(file, new Date(), new Date());
    return bundles;
  } catch {
    // There is none, or it is unreadable, which is as good as none.
    return undefined;
  }
}

function keep(folder: string, file: string, bundles: unknown): void {
  // Whoever finds the file finds all of it.
  const unfinished = `${file}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, serialize(bundles));
    renameSync(unfinished, file);
    const files = readdirSync(folder).map((name) => join(folder, name));
    const lastUsed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    for (const old of files.toSorted((a, b) => lastUsed(b) - lastUsed(a)).slice(kept)) rmSync(old, { force: true });
  } catch {
    // Where it cannot be written, they are built again.
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}
