import { createHmac } from "node:crypto";
import { invalidRequest } from "../../embedding/errors";

/** A list that a cursor is a position in. */
export interface CursorList {
  /** The bucket's name. */
  readonly bucket: string;
  /** What tells it from other lists of the bucket, such as what the ids start with, or the index that it goes through and what it reads there. */
  readonly of: readonly string[];
  /** What a request for it has in common with the one that the cursor is of, such as `the same prefix`. */
  readonly request: string;
}

/** How much of the seal a cursor carries, in bytes. */
const sealBytes = 16;

/** The cursor of a position in a list. */
export function encodeCursor(position: string, list: CursorList): string {
  return Buffer.concat([seal(position, list), Buffer.from(position)]).toString("base64url");
}

/** The position of a cursor. Throws 422 where it is not one that was given out for this list. */
export function decodeCursor(cursor: string, list: CursorList): string {
  const bytes = Buffer.from(cursor, "base64url");
  const position = bytes.subarray(sealBytes).toString();
  // Compared as text, for base64 and UTF-8 have more than one spelling of the same.
  if (bytes.length > sealBytes && cursor === encodeCursor(position, list)) return position;
  throw cursorRefused(`must be the next_cursor of an answer to ${list.request}`);
}

/** The error of a cursor from which no list goes on: the end of a sentence that starts with it. */
export function cursorRefused(message: string, options?: { readonly cause: unknown }) {
  return invalidRequest([{ field: "cursor", message }], options);
}

/** Not a secret: it tells a cursor from anything made up or altered, and a position gives no access of its own. */
function seal(position: string, { bucket, of }: CursorList): Buffer {
  return createHmac("sha256", bucket)
    .update(JSON.stringify([...of, position]))
    .digest()
    .subarray(0, sealBytes);
}
