import { nameRule } from "../../../../documents/files/name-rule";
import type { Dropped, DroppedEntry } from "../../../workers/dropped";

/** What a drop holds; it must be asked for at once, before the drop is over. */
export function readDrop({ items }: DataTransfer): Promise<Dropped> {
  const roots = [...items].flatMap((item) => {
    const root = item.kind === "file" ? (item.webkitGetAsEntry() ?? item.getAsFile()) : null;
    return root ? [root] : [];
  });
  return readRoots(roots);
}

/** What was chosen in a dialog: files, or all that is in one folder. */
export function readChosen(files: readonly File[]): Dropped {
  const entries = files.map((file) => ({ path: file.webkitRelativePath || file.name, isFile: true, file }));
  return { roots: [...new Set(entries.map(({ path }) => path.split("/", 1)[0] ?? path))], entries };
}

async function readRoots(roots: readonly (FileSystemEntry | File)[]): Promise<Dropped> {
  const entries = roots.map((root) =>
    root instanceof File ? [{ path: root.name, isFile: true, file: root }] : walk(root, root.name),
  );
  return { roots: roots.map(({ name }) => name), entries: (await Promise.all(entries)).flat() };
}

async function walk(entry: FileSystemEntry, path: string): Promise<DroppedEntry[]> {
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => undefined);
    return [{ path, isFile: true, file }];
  }
  const found: DroppedEntry[] = [{ path, isFile: false }];
  // What a rule leaves out is not looked into: there may be a hundred thousand files.
  if (!isFolderEntry(entry) || (path.includes("/") && nameRule(entry.name))) return found;
  const reader = entry.createReader();
  const next = () =>
    new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
  // A browser tells of 100 at a time.
  for (let some = await next(); some.length > 0; some = await next()) {
    const below = await Promise.all(some.map((one) => walk(one, `${path}/${one.name}`)));
    for (const all of below) found.push(...all);
  }
  return found;
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
