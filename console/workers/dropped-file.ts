import { DocumentError } from "../../documents/document-error";
import { type FileBytes, partBytes } from "../../documents/files/file-bytes";

/** How much a browser is asked for at a time, in bytes: each time takes it a while. */
const readBytes = 16 * partBytes;

/** A file that a browser was given. */
export class DroppedFile implements FileBytes {
  constructor(
    readonly path: string,
    /** Undefined where the browser could not open it. */
    readonly blob: Blob | undefined,
  ) {}

  async size(): Promise<number> {
    return this.opened().size;
  }

  async all(): Promise<Uint8Array> {
    return this.read(this.opened());
  }

  async *parts(): AsyncGenerator<Uint8Array> {
    const blob = this.opened();
    for (let start = 0; start < blob.size; start += readBytes) {
      const bytes = await this.read(blob.slice(start, start + readBytes));
      for (let part = 0; part < bytes.length; part += partBytes) yield bytes.subarray(part, part + partBytes);
    }
  }

  private opened(): Blob {
    if (this.blob) return this.blob;
    throw new DocumentError(`${this.path} cannot be read: the browser may not open it`, "unreadable");
  }

  private async read(blob: Blob): Promise<Uint8Array> {
    try {
      return new Uint8Array(await blob.arrayBuffer());
    } catch {
      // Browsers say no more than that.
      throw new DocumentError(
        `${this.path} cannot be read: it has changed since it was dropped, or may not be read`,
        "unreadable",
      );
    }
  }
}
