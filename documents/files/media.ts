import { extname } from "node:path";
import { lookup } from "mime-types";

/** What the list takes for video, sound and images, and is TypeScript, a device tree, or a scanned book with its text. */
const others: ReadonlySet<string> = new Set([".ts", ".mts", ".dts", ".djvu", ".djv"]);

/** Whether a file holds images, sound, video or a font, by its name. */
export function isMedia(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return !others.has(extension) && /^(audio|image|video)\/|font/.test(lookup(extension) || "");
}
