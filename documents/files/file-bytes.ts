import { open } from "node:fs/promises";
import { accessed } from "../document-error";

/** How much of a file is read at a time, and looked at for what it is, in bytes: even, for UTF-16. */
export const partBytes = 64 * 1024;

/**
 * The bytes of a file in parts, each of which is there until the next one: a part of its own for each would be collected
 * later than it is read. Throws a `DocumentError`.
 */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await accessed(path, () => open(path));
  try {
    const buffer = new Uint8Array(partBytes);
    for (;;) {
      const { bytesRead } = await accessed(path, () => file.read(buffer, 0, partBytes));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
