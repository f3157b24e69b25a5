import { createHmac } from "node:crypto";
import { bucket } from "../../aws/s3";
import { invalidRequest } from "../../http/errors";

/** How much of the seal a cursor carries, in bytes. */
const sealBytes = 16;

/** The cursor of a position in the list of the ids that start with `prefix`. */
export function encodeCursor(position: string, prefix: string): string {
  return Buffer.concat([seal(position, prefix), Buffer.from(position)]).toString("base64url");
}

/** The position of a cursor. Throws 422 where it is not one that was given out for this bucket and prefix. */
export function decodeCursor(cursor: string, prefix: string): string {
  const bytes = Buffer.from(cursor, "base64url");
  const position = bytes.subarray(sealBytes).toString();
  // Compared as text, for base64 and UTF-8 have more than one spelling of the same.
  if (bytes.length > sealBytes && cursor === encodeCursor(position, prefix)) return position;
  throw invalidRequest([{ field: "cursor", message: "must be the next_cursor of an answer to the same prefix" }]);
}

/** Not a secret: it tells a cursor from anything made up or altered, and a position gives no access of its own. */
function seal(position: string, prefix: string): Buffer {
  return createHmac("sha256", bucket)
    .update(JSON.stringify([prefix, position]))
    .digest()
    .subarray(0, sealBytes);
}
