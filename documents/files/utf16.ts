import { countCharacters } from "../../embedding/text";

const orders = ["utf-16le", "utf-16be"] as const;

/** How much of a text is ASCII at least that is nearly all of it. */
const mostly = 0.75;

/**
 * Which UTF-16 a file without a byte order mark certainly is, by its beginning: no other encoding of text has NUL bytes,
 * which are half of each character of ASCII. The other byte order must make no text of it; or, as of most words, one
 * without ASCII where in this one it is nearly all. That must be so too where it is text of UTF-8 but for the NUL bytes.
 */
export function certainUtf16(head: Uint8Array): (typeof orders)[number] | undefined {
  if (!head.includes(0) || head.length % 2 > 0) return undefined;
  const [little, big] = orders.map((order) => asciiShare(head, order));
  const leastAlone = isTextWithNuls(head) ? mostly : Number.MIN_VALUE;
  const isCertain = (share: number, other: number) => share >= (other < 0 ? leastAlone : mostly) && other <= 0;
  if (little === undefined || big === undefined) return undefined;
  if (isCertain(little, big)) return "utf-16le";
  return isCertain(big, little) ? "utf-16be" : undefined;
}

/** Whether it is text of UTF-8 in which NUL bytes are, as of fields that are filled up with them. */
function isTextWithNuls(bytes: Uint8Array): boolean {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const text = decoder.decode(
      bytes.filter((byte) => byte !== 0),
      { stream: true },
    );
    return !/[^\P{Cc}\t\n\f\r]/u.test(text);
  } catch {
    return false;
  }
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
