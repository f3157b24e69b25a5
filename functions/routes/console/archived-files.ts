import page from "brotli-file:./console-files";
import workers from "brotli-file:./worker-files";
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

/** What is read of the archive, with the first request for some of it. */
const parts = new Map<string, ArchivedFiles>();

/** The file of the console at a path; undefined where there is none. */
export function archivedFile(path: string): ArchivedFile | undefined {
  const part = path.startsWith("/console/workers/") ? workers : page;
  const files = parts.get(part) ?? readPart(part);
  parts.set(part, files);
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

function readPart(part: string): ArchivedFiles {
  return JSON.parse(brotliDecompressSync(readFileSync(resolve(__dirname, part))).toString()) as ArchivedFiles;
}
