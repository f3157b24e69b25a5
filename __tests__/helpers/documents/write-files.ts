import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes files below a folder: their contents by their paths. */
export function writeFiles(directory: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(withFolder(join(directory, name)), content);
}

/** Makes symbolic links below a folder: their targets by their paths. */
export function writeLinks(directory: string, links: Readonly<Record<string, string>>): void {
  for (const [name, target] of Object.entries(links)) symlinkSync(target, withFolder(join(directory, name)));
}

function withFolder(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  return path;
}
