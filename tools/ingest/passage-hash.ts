import { createHash } from "node:crypto";
import type { Passage } from "../../documents/passage";

/** Tells whether a passage is as it was: a hash of all that is stored of it. */
export function passageHash({ text, metadata }: Passage): string {
  const fields = Object.entries(metadata ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([text, fields]))
    .digest("hex");
}
