import { createHash } from "node:crypto";
import { idPattern, maxIdCharacters } from "../embedding/embedding-id";

const isId = new RegExp(`^${idPattern()}$`);

/**
 * The id of the nth passage of a file, from 1: `guide:intro.md:3` for `intro.md` with the prefix `guide:`. No two
 * files have the same: `:` stands for a slash, and any other character that no id can have, `:` and `=` themselves
 * included, is written as its bytes, `=C3=A9` for é. What an id cannot begin with comes after `x=`, and a path that is
 * too long is cut off and has `=+` and its hash at the end; neither is how a byte is written.
 */
export function passageId(prefix: string, path: string, number: number): string {
  const encoded = path
    .split("/")
    .map((name) => Array.from(name, encode).join(""))
    .join(":");
  const start = prefix === "" && !isId.test(encoded.slice(0, 1)) ? "x=" : prefix;
  const end = `:${number}`;
  const room = maxIdCharacters - start.length - end.length;
  if (encoded.length <= room) return start + encoded + end;
  const hash = `=+${createHash("sha256").update(path).digest("hex").slice(0, 32)}`;
  return start + encoded.slice(0, room - hash.length) + hash + end;
}

function encode(character: string): string {
  if (![":", "="].includes(character) && isId.test(`x${character}`)) return character;
  return [...Buffer.from(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
