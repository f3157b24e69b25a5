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
  const entries: DroppedEntry[] = [];
  for (const root of roots) {
    if (root instanceof File) entries.push({ path: root.name, isFile: true, file: root });
    else await walk(root, root.name, entries);
  }
  return { roots: roots.map(({ name }) => name), entries };
}

async function walk(entry: FileSystemEntry, path: string, found: DroppedEntry[]): Promise<void> {
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => undefined);
    found.push({ path, isFile: true, file });
    return;
  }
  found.push({ path, isFile: false });
  // What a rule leaves out is not looked into: there may be a hundred thousand files.
  if (!isFolderEntry(entry) || (path.includes("/") && nameRule(entry.name))) return;
  const reader = entry.createReader();
  const next = () =>
    new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
  // A browser tells of 100 at a time.
  for (let some = await next(); some.length > 0; some = await next()) {
    for (const one of some) await walk(one, `${path}/${one.name}`, found);
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
