import { cpSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

const projectDirectory = join(__dirname, "..");

/** What is no source of the project. */
const left = new Set(["node_modules", ".git", ".local", ".ingest", "dist", "coverage"]);

/** Makes a copy of the project at `directory`, which shares the installed packages. */
export function copyProject(directory: string): string {
  cpSync(projectDirectory, directory, { recursive: true, filter: (source) => !left.has(basename(source)) });
  symlinkSync(join(projectDirectory, "node_modules"), join(directory, "node_modules"));
  return directory;
}
