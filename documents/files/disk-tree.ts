import { lstat, readdir, readFile, readlink, realpath, stat } from "node:fs/promises";
import { isMissing } from "../document-error";
import { FileSource } from "./file-source";
import type { FileTree } from "./file-tree";

/** The files and folders of this machine. */
export const diskTree: FileTree = {
  realPath: (path) => realpath(path),
  kindOf: (path) => stat(path),
  linkTarget: (path) => readlink(path),
  entries: (folder) => readdir(folder, { withFileTypes: true }),
  isMissing: (path) => lstat(path).then(() => false, isMissing),
  text: (path) => readFile(path, "utf8"),
  source: (path, name, fallbackEncoding) => new FileSource(path, name, fallbackEncoding),
};
