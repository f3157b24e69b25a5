import archive from "brotli-file:./console-files";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { SiteFile } from "./site-headers";

/** A file of the console as it is in the archive. */
export interface ArchivedFile extends SiteFile {
  /** What is in it, compressed by brotli, as base64. */
  readonly brotli: string;
}

/** The files by their paths. */
export type ArchivedFiles = Readonly<Record<string, ArchivedFile>>;

let files: ArchivedFiles | undefined;

/** The files of the console, which are read with the first request. */
export function archivedFiles(): ArchivedFiles {
  files ??= JSON.parse(brotliDecompressSync(readFileSync(resolve(__dirname, archive))).toString()) as ArchivedFiles;
  return files;
}
