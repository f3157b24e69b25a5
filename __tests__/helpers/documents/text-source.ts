import type { Source } from "../../../documents/formats/format";

/** A file of this content as a format reads it, its text in parts of so many characters, that end anywhere. */
export function textSource(content: string | Uint8Array, name = "file", length = 7): Source {
  const bytes = Buffer.from(content);
  const text = bytes.toString();
  return {
    path: `/documents/${name}`,
    name,
    size: async () => bytes.length,
    bytes: async () => bytes,
    text: async () => text,
    async *chunks() {
      for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
    },
  };
}
