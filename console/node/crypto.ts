import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** As much of `node:crypto` as the code has that a browser runs too: a browser's own answers later, which no id can wait for. */
export function hash(_algorithm: "sha256", text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Likewise. */
export function createHash(_algorithm: "sha256") {
  const state = sha256.create();
  const self = {
    update(text: string) {
      state.update(utf8ToBytes(text));
      return self;
    },
    digest: (_encoding: "hex") => bytesToHex(state.digest()),
  };
  return self;
}
