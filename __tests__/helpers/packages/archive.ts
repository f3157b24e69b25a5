import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { ArchivedFile, ArchivedFiles } from "../../../functions/routes/console/archived-files";

const directory = join(__dirname, "../../../node_modules/.cache");

/** Writes files of the console as they are beside its bundle, and returns where. */
export function writeArchive(name: string, files: ArchivedFiles): string {
  const file = join(directory, `${name}.br`);
  mkdirSync(directory, { recursive: true });
  // Other tests may read it now.
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, brotliCompressSync(JSON.stringify(files)));
  renameSync(unfinished, file);
  return file;
}

/** A script of the console. */
export function script(text: string, file: Pick<ArchivedFile, "etag" | "isImmutable">): ArchivedFile {
  return { ...file, contentType: "text/javascript; charset=utf-8", brotli: brotli(text) };
}

export function brotli(contents: string | Buffer): string {
  return brotliCompressSync(contents).toString("base64");
}
