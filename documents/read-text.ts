import { readFile } from "node:fs/promises";
import { cutTextIntoPassages, type TextFormat } from "./cut-into-passages";
import { accessed, type InputFile } from "./find-files";
import type { Passage } from "./passage";
import { passageId } from "./passage-id";
import { utf8Decoder } from "./utf8-decoder";

/** How much of a passage's metadata its source and its heading may take: together well below the API's 2 KB. */
const maxSourceBytes = 1_200;
const maxHeadingBytes = 600;

/** The passages of a text or Markdown file. Throws a {@link DocumentError}. */
export async function* readText(
  file: InputFile & { readonly format: TextFormat },
  prefix: string,
): AsyncGenerator<Passage> {
  const bytes = await accessed(file.path, () => readFile(file.path));
  const source = clip(file.name, maxSourceBytes);
  const passages = cutTextIntoPassages(utf8Decoder(file.path)(bytes), file.format);
  for (const [index, { text, line, heading }] of passages.entries()) {
    yield {
      id: passageId(prefix, file.name, index + 1),
      text,
      metadata: { source, ...(heading ? { heading: clip(heading, maxHeadingBytes) } : {}) },
      location: `${file.path}:${line}`,
    };
  }
}

/** As much of a text as fits into so many bytes of JSON. */
function clip(text: string, maxBytes: number): string {
  let bytes = 0;
  let clipped = "";
  for (const character of text) {
    bytes += Buffer.byteLength(JSON.stringify(character)) - 2;
    if (bytes > maxBytes) return `${clipped}…`;
    clipped += character;
  }
  return clipped;
}
