import { open, readFile, stat } from "node:fs/promises";
import { accessed } from "../document-error";
import { type FileBytes, partBytes } from "./file-bytes";

/** A file of this machine. */
export class DiskFile implements FileBytes {
  constructor(readonly path: string) {}

  async size(): Promise<number> {
    return (await accessed(this.path, () => stat(this.path))).size;
  }

  all(): Promise<Uint8Array> {
    return accessed(this.path, () => readFile(this.path));
  }

  async *parts(): AsyncGenerator<Uint8Array> {
    const file = await accessed(this.path, () => open(this.path));
    try {
      const buffer = new Uint8Array(partBytes);
      for (;;) {
        const { bytesRead } = await accessed(this.path, () => file.read(buffer, 0, partBytes));
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }
}
