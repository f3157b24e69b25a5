import type { Source } from "../formats/format";

/** What is at a place, as the system says it: all of them are false of a device or a socket. */
export interface EntryKind {
  isFile(): boolean;
  isDirectory(): boolean;
}

/** What a folder holds under a name. */
export interface TreeEntry extends EntryKind {
  readonly name: string;
  isSymbolicLink(): boolean;
}

/** Files and folders, wherever they are kept. What is not there, or cannot be read, throws as the system does. */
export interface FileTree {
  /** A path without links. */
  realPath(path: string): Promise<string>;
  /** What a path leads to. */
  kindOf(path: string): Promise<EntryKind>;
  /** Where a link leads. */
  linkTarget(path: string): Promise<string>;
  entries(folder: string): Promise<readonly TreeEntry[]>;
  /** Whether there is nothing at a path itself, not even a link. */
  isMissing(path: string): Promise<boolean>;
  /** The text of a file of rules. */
  text(path: string): Promise<string>;
  /** A file as formats read it. */
  source(path: string, name: string, fallbackEncoding: string | undefined): Source;
}
