import { statSync } from "node:fs";
import { dirname } from "node:path";

/** A file that is kept open, of which another process may remove the name: then what is written to it is lost. */
export class KeptFile {
  private readonly inode: number | undefined;

  /** What is said of it is of the folder. */
  constructor(
    private readonly path: string,
    private readonly folder = dirname(path),
  ) {
    this.inode = inodeOf(path);
  }

  /** Throws the error that network file systems have for it, `ESTALE`, where the file is not at its place any more. */
  check(): void {
    if (inodeOf(this.path) === this.inode) return;
    throw Object.assign(new Error(`${this.path} was removed`), { code: "ESTALE", path: this.folder });
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
