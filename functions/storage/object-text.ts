import { isUtf8 } from "node:buffer";

/**
 * The text of a stored object without a byte order mark, which JSON does not have and few clients read; undefined where it
 * is not UTF-8. https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function objectText(body: Buffer): string | undefined {
  if (!isUtf8(body)) return undefined;
  const text = body.toString();
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
