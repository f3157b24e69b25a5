import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { ArchivedFiles } from "../../functions/routes/console/archived-files";
import { type ConsoleFile, consoleFiles, workerFiles } from "./console-files";

const compress = promisify(brotliCompress);

/** Within a hundredth of what 9 makes, in a tenth of its time: the workers and what they read are 5 MB. */
const quality = 6;

/** What `console:` names: what every page needs, and what reads the documents that are dropped on one. */
const parts: Readonly<Record<string, () => Promise<ReadonlyMap<string, ConsoleFile>>>> = {
  "console:files": consoleFiles,
  "console:workers": workerFiles,
};

/** A part of the console as it is in the archive of its function: each file compressed, as most browsers take it. */
export async function archivedConsole(name: string): Promise<ArchivedFiles> {
  const filesOf = parts[name];
  if (!filesOf) throw new Error(`The console has no part ${name}`);
  const files = [...(await filesOf())].map(async ([path, { contents, contentType, etag, isImmutable }]) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length };
    const brotli = (await compress(contents, { params })).toString("base64");
    return [path, { contentType, etag, isImmutable, brotli }] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
