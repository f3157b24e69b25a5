import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The root of the repository. */
export const repositoryDirectory = join(__dirname, "../..");

/** The pages that somebody reads in this repository, by their paths in it. */
export const pagePaths: readonly string[] = globSync(["*.md", "docs/**/*.md", ".github/**/*.md"], {
  cwd: repositoryDirectory,
}).sort();

/** The text of a page. */
export function readPage(path: string): string {
  return readFileSync(join(repositoryDirectory, path), "utf8");
}
