import type { Block } from "../../../documents/block";
import { type CutPassage, cutIntoPassages } from "../../../documents/cut/cut-into-passages";
import type { Format, Source } from "../../../documents/formats/format";
import { countTitanTokens } from "./count-titan-tokens";

/** A file of this content. */
export function sourceOf(content: string | Uint8Array, name = "file"): Source {
  const bytes = Buffer.from(content);
  const text = async () => bytes.toString();
  return {
    path: `/documents/${name}`,
    name,
    bytes: async () => bytes,
    text,
    async *chunks() {
      // Parts end anywhere.
      for (const part of (await text()).match(/.{1,7}/gsu) ?? []) yield part;
    },
  };
}

/** What a format reads of a file, with all of its blocks. */
export async function readDocument(format: Format, content: string | Uint8Array) {
  const { blocks, ...document } = await format.read(sourceOf(content));
  const all: Block[] = [];
  for await (const block of blocks) all.push(block);
  return { ...document, blocks: all };
}

/** The passages of a file. */
export async function passagesOf(format: Format, content: string | Uint8Array): Promise<CutPassage[]> {
  const { blocks } = await format.read(sourceOf(content));
  return Array.fromAsync(cutIntoPassages(blocks, { maxTokens: 400, estimate: countTitanTokens }));
}
