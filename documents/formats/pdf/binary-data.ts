import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file of what the parser knows of character sets that are named alone, and of fonts that each reader has. */
export interface BinaryDataFile {
  readonly kind: string;
  readonly filename: string;
}

/** Reads what the parser knows of the character sets that are named alone, as in many documents from East Asia. */
class BinaryData {
  async fetch({ kind, filename }: BinaryDataFile): Promise<Uint8Array> {
    const folder = kind === "cMapUrl" ? "cmaps" : "standard_fonts";
    return new Uint8Array(await readFile(join(dirname(require.resolve("pdfjs-dist/package.json")), folder, filename)));
  }
}

/** How the parser gets them, beside what it finds out of Node.js itself. */
export const binaryDataOptions = { BinaryDataFactory: BinaryData };
