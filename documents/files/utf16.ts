import { countCharacters } from "../../embedding/text";

const orders = ["utf-16le", "utf-16be"] as const;

/**
 * Which UTF-16 a file without a byte order mark certainly is, by its beginning: no other encoding of text has NUL bytes,
 * which are half of each character of ASCII. The other byte order must make no text of it; or, as of most words, one
 * without ASCII where in this one it is nearly all.
 */
export function certainUtf16(head: Uint8Array): (typeof orders)[number] | undefined {
  if (!head.includes(0) || head.length % 2 > 0) return undefined;
  const [little, big] = orders.map((order) => asciiShare(head, order));
  const isCertain = (share: number, other: number) => share > 0 && (other < 0 || (other === 0 && share >= 0.75));
  if (little === undefined || big === undefined) return undefined;
  if (isCertain(little, big)) return "utf-16le";
  return isCertain(big, little) ? "utf-16be" : undefined;
}

/** How much of a text is ASCII, from 0 to 1; -1 where it has what no text has, such as characters that do not exist. */
function asciiShare(bytes: Uint8Array, order: (typeof orders)[number]): number {
  try {
    const text = new TextDecoder(order, { fatal: true }).decode(bytes, { stream: true });
    if (/[^\P{C}\p{Cf}\t\n\f\r]/u.test(text)) return -1;
    return (text.match(/[\t\n\r -~]/g)?.length ?? 0) / countCharacters(text);
  } catch {
    return -1;
  }
}
