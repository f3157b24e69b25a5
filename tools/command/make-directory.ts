import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "../../common/caught-error";

/**
 * Makes a folder, and those above it that are missing. Throws the system's error where it cannot: `recursive` of Node.js
 * never ends where the system says that a folder is missing in one that is there, as in /proc.
 */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT" && !existsSync(dirname(path))) {
      makeDirectory(dirname(path));
      makeDirectory(path);
    } else if (!existsSync(path) || !statSync(path).isDirectory()) throw error;
  }
}
