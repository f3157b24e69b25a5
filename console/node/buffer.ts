import { Buffer } from "buffer/";

export { Buffer };

/** As much of `node:buffer` as the code has that a browser runs too. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
