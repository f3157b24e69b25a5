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

/** What functions and the console are made of: folders and files of the project, and what npm has installed. */
export const builtSources = [
  ...["common", "console", "documents", "embedding", "functions", "openapi", "service", "tools"],
  ...["docs/errors.md", "openapi.json", "package.json"],
  "node_modules/.package-lock.json",
];

/** How many builds are kept: those of a few configurations, in each of which other functions are deployed, and of the console. */
const keptBuilds = 12;

/** What {@link keptBuild} builds. */
export interface KeptBuildArgs<Built> {
  /** What it is besides its sources, such as `console` or the text of a callback. */
  readonly of: string;
  readonly build: () => Promise<Built>;
  /**
   * The files of the project that it is made of, as absolute paths.
   * @default they are known to be among {@link builtSources}
   */
  readonly files?: (built: Built) => readonly string[];
  /**
   * The folder of the project.
   * @default this project's
   */
  readonly project?: string;
}

let directory: string | undefined;

/**
 * Has what is built kept in a folder from now on, and taken from there as long as all that it is made of is the same. Only
 * the local deployment does so, which mostly starts again as it was: what is uploaded is always built anew.
 */
export function keepBuilds(folder: string): void {
  directory = folder;
}

/** What is kept of an earlier build, or else built. */
export async function keptBuild<Built>(args: KeptBuildArgs<Built>): Promise<Built> {
  const { of, build, files = () => [], project = join(__dirname, "../..") } = args;
  if (!directory) return build();
  const hash = digest(of, project);
  const found = read<Built>(join(directory, hash));
  if (found) return found;
  const built = await build();
  const isAmongSources = (file: string) =>
    builtSources.some((source) => (file + sep).startsWith(join(project, source, sep)));
  // While it was built, somebody may have changed what it is made of.
  if (files(built).every(isAmongSources) && digest(of, project) === hash) keep(directory, hash, built);
  return built;
}

/** Of all that something is made of, and of what makes it. */
function digest(of: string, project: string): string {
  const hash = createHash("sha256").update(JSON.stringify([of, project, process.version]));
  for (const source of builtSources) addFiles(hash, join(project, source));
  return hash.digest("hex");
}

function addFiles(hash: Hash, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    for (const name of readdirSync(path).sort()) addFiles(hash, join(path, name));
  } else if (stats) {
    const contents = readFileSync(path);
    hash.update(`\0${path}\0${contents.length}\0`).update(contents);
  }
}

function read<Built>(file: string): Built | undefined {
  try {
    const built = deserialize(readFileSync(file));
    utimesSync(file, new Date(), new Date());
    return built;
  } catch {
    // There is none, or it is unreadable, which is as good as none.
    return undefined;
  }
}

function keep(folder: string, name: string, built: unknown): void {
  // Whoever finds the file finds all of it.
  const unfinished = join(folder, `${name}.${randomUUID()}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(unfinished, serialize(built));
    renameSync(unfinished, join(folder, name));
    const files = readdirSync(folder).map((file) => join(folder, file));
    const lastUsed = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    for (const old of files.toSorted((a, b) => lastUsed(b) - lastUsed(a)).slice(keptBuilds))
      rmSync(old, { force: true });
  } catch {
    // Where it cannot be written, it is built again.
    if (existsSync(unfinished)) rmSync(unfinished);
  }
}
