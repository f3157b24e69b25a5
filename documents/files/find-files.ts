import { diskTree } from "./disk-tree";
import { FileFinder, type FindFilesArgs, type InputFile } from "./file-finder";

/**
 * The files of this machine that are named, and those below folders that are, in an order that is always the same: first
 * what is there itself, then what links lead to. Each is there once, by whatever paths it is reached.
 */
export async function findFiles(paths: readonly string[], args: FindFilesArgs): Promise<InputFile[]> {
  const finder = new FileFinder(diskTree, args);
  for (const path of paths) await finder.find(path);
  await finder.followLinks();
  return finder.files;
}
