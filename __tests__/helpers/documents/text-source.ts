import type { Source } from "../../../documents/formats/format";

/** A text as a format reads it, in parts of so many characters. */
export function textSource(text: string, name = "file.txt", length = 7): Source {
  return {
    path: `/${name}`,
    name,
    bytes: async () => Buffer.from(text),
    text: async () => text,
    async *chunks() {
      for (let start = 0; start < text.length; start += length) yield text.slice(start, start + length);
    },
  };
}
