import { ByteSource } from "./byte-source";
import { DiskFile } from "./disk-file";

/** A file of this machine as formats read it. */
export class FileSource extends ByteSource {
  /** The encoding is of a text that says none and is not UTF-8. */
  constructor(path: string, name: string, fallbackEncoding: string | undefined) {
    super(new DiskFile(path), name, fallbackEncoding);
  }
}
