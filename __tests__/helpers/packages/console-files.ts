import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { ArchivedFiles } from "../../../functions/routes/console/archived-files";

const directory = join(__dirname, "../../../node_modules/.cache");
const file = join(directory, "console-files.br");
const brotli = (text: string) => brotliCompressSync(text).toString("base64");

/** A page and a script of it. */
const files: ArchivedFiles = {
  "/": {
    contentType: "text/html; charset=utf-8",
    etag: 'W/"page"',
    isImmutable: false,
    brotli: brotli("<!doctype html>"),
  },
  "/console/main-A1.js": {
    contentType: "text/javascript; charset=utf-8",
    etag: 'W/"script"',
    isImmutable: true,
    brotli: brotli("run()"),
  },
};

mkdirSync(directory, { recursive: true });
// Other tests may read it now.
const unfinished = `${file}.${randomUUID()}`;
writeFileSync(unfinished, brotliCompressSync(JSON.stringify(files)));
renameSync(unfinished, file);

/** What an archive has beside its bundle. */
export default file;
