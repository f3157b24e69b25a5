import type { BinaryDataFile } from "../../documents/formats/pdf/binary-data";

/** What `documents/formats/pdf/binary-data.ts` reads from a disk, from whoever serves the console. */
class BinaryData {
  async fetch({ kind, filename }: BinaryDataFile): Promise<Uint8Array> {
    const folder = kind === "cMapUrl" ? "cmaps" : "standard_fonts";
    const response = await fetch(`/console/workers/${folder}/${encodeURIComponent(filename)}`);
    if (!response.ok) throw new Error(`${filename} is not served`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** How the parser gets them. */
export const binaryDataOptions = {
  BinaryDataFactory: BinaryData,
  cMapUrl: "/console/workers/cmaps/",
  standardFontDataUrl: "/console/workers/standard_fonts/",
  cMapPacked: true,
  useWorkerFetch: false,
};
