import { ownParsers } from "./apart/own-parsers";
import type { InputFile } from "./files/file-finder";
import type { Passage } from "./passage";
import { type PassagesArgs, passagesOf } from "./passages-of";

/** How files of this machine are read as passages. */
export type ReadPassagesArgs = Omit<PassagesArgs, "parsers">;

/** The passages of files as {@link passagesOf} reads them, those that are parsed apart by processes of this machine. */
export function readPassages(files: readonly InputFile[], args: ReadPassagesArgs): AsyncGenerator<Passage> {
  return passagesOf(files, { ...args, parsers: ownParsers });
}
