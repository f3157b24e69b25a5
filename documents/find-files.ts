import { readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { DocumentError, systemReason } from "./document-error";

/** A file to ingest. */
export interface InputFile {
  readonly path: string;
  /** Its path below the folder that was given, or else its name; with slashes. */
  readonly name: string;
  readonly format: InputFormat;
}

/** What a file holds: a passage on each line as JSON, or a text to cut. */
export type InputFormat = "jsonl" | "markdown" | "plain";

const formats = new Map<string, InputFormat>([
  [".jsonl", "jsonl"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".txt", "plain"],
]);

/**
 * The files to ingest, in an order that is always the same: those that are named, and those below a folder that are
 * text. There, names with a dot first and links to folders are left out. Throws a {@link DocumentError}.
 */
export async function findFiles(paths: readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const isDirectory = await accessed(path, async () => (await stat(path)).isDirectory());
    const found = isDirectory ? await filesBelow(path) : [fileOf(path, basename(path))];
    if (found.length === 0) throw new DocumentError(`There is no .txt, .md or .markdown file in ${path}`);
    files.push(...found);
  }
  return files;
}

/** What `access` returns. Throws a {@link DocumentError} where the file cannot be read. */
export async function accessed<Value>(path: string, access: () => Promise<Value>): Promise<Value> {
  try {
    return await access();
  } catch (error) {
    throw new DocumentError(`${path} cannot be read: ${systemReason(error)}`);
  }
}

function fileOf(path: string, name: string): InputFile {
  const format = formats.get(extname(path).toLowerCase());
  if (format) return { path, name, format };
  throw new DocumentError(
    `${path} is neither a folder nor a ${[...formats.keys()].join(", ")} file: rename or convert it`,
  );
}

async function filesBelow(root: string, folder = ""): Promise<InputFile[]> {
  const directory = join(root, folder);
  const entries = await accessed(directory, () => readdir(directory, { withFileTypes: true }));
  const files: InputFile[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    const path = join(root, name);
    if (entry.isDirectory()) {
      files.push(...(await filesBelow(root, name)));
      continue;
    }
    const format = formats.get(extname(entry.name).toLowerCase());
    // Other programs keep data of theirs as lines of JSON; passages are in a file that is named itself.
    if (!format || format === "jsonl") continue;
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await accessed(path, () => stat(path))).isFile());
    if (isFile) files.push({ path, name, format });
  }
  return files;
}
