import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const prefix = "embk_";
/** What 32 random bytes and a CRC-32 have at the most, in digits of base 62. */
const randomDigits = 43;
const checksumDigits = 6;

/**
 * A key of the API, for whoever looks for secrets: the prefix, 32 random bytes, and their checksum, so that what merely
 * looks like a key can be told from one. https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export const apiKeyExpression = `${prefix}[0-9A-Za-z]{${randomDigits + checksumDigits}}`;

/** A new key of the API. */
export function newApiKey(): string {
  const random = base62(BigInt(`0x${randomBytes(32).toString("hex")}`), randomDigits);
  return `${prefix}${random}${checksum(random)}`;
}

/** Whether a text is a key of the API, by its form and checksum. */
export function isApiKey(text: string): boolean {
  if (!new RegExp(`^${apiKeyExpression}$`).test(text)) return false;
  const random = text.slice(prefix.length, -checksumDigits);
  return text.endsWith(checksum(random));
}

/** What the configuration has of a key: its SHA-256, as 64 hexadecimal digits. */
export function apiKeyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** What a name must be of whose a key is, which is in log lines as it is, and so no key itself: the end of a sentence. */
export const keyNameRule = "up to 64 letters, digits, hyphens, dots and underscores, and no key";

/** Whether a text keeps to {@link keyNameRule}. */
export function isKeyName(text: string): boolean {
  return /^[\w.-]{1,64}$/.test(text) && withoutApiKeys(text) === text;
}

/** A text without the keys in it. */
export function withoutApiKeys(text: string): string {
  return text.replace(new RegExp(apiKeyExpression, "g"), `${prefix}…`);
}

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function base62(number: bigint, length: number): string {
  let text = "";
  for (let rest = number; rest > 0n; rest /= 62n) text = `${digits[Number(rest % 62n)]}${text}`;
  return text.padStart(length, "0");
}

function checksum(text: string): string {
  return base62(BigInt(crc32(text)), checksumDigits);
}
