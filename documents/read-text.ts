import { readFile } from "node:fs/promises";
import { estimateLength } from "../embedding/models/estimate-tokens";
import { cutIntoPassages } from "./cut/cut-into-passages";
import { accessed, type InputFile } from "./find-files";
import { markdown } from "./formats/markdown/markdown";
import { plain } from "./formats/plain";
import type { Passage } from "./passage";
import { passageId } from "./passage-id";
import { utf8Decoder } from "./utf8-decoder";

/** How much of a passage's metadata its source and its headings may take: together well below the API's 2 KB. */
const maxSourceBytes = 1_200;
const maxHeadingBytes = 600;

/** How long a passage may be, in estimated tokens: of more, one vector says little. */
const maxTokens = 400;

const textFormats = { markdown, plain };

/** The passages of a text or Markdown file. Throws a {@link DocumentError}. */
export async function* readText(
  file: InputFile & { readonly format: keyof typeof textFormats },
  prefix: string,
): AsyncGenerator<Passage> {
  const bytes = await accessed(file.path, () => readFile(file.path));
  const decoded = utf8Decoder(file.path)(bytes);
  const { blocks } = await textFormats[file.format].read({
    path: file.path,
    name: file.name,
    bytes: async () => bytes,
    text: async () => decoded,
    async *chunks() {
      yield decoded;
    },
  });
  const source = clip(file.name, maxSourceBytes);
  let number = 0;
  for await (const { text, line, headings } of cutIntoPassages(blocks, { maxTokens, estimate: estimateLength })) {
    number += 1;
    const heading = headings.join(" > ");
    yield {
      id: passageId(prefix, file.name, number),
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
