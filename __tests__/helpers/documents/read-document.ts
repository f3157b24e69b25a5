import type { Block } from "../../../documents/block";
import { type CutPassage, cutIntoPassages } from "../../../documents/cut/cut-into-passages";
import type { Format } from "../../../documents/formats/format";
import { countTitanTokens } from "./count-titan-tokens";
import { textSource } from "./text-source";

/** What a format reads of a file, with all of its blocks. */
export async function readDocument(format: Format, content: string | Uint8Array) {
  const { blocks, ...document } = await format.read(textSource(content));
  const all: Block[] = [];
  for await (const block of blocks) all.push(block);
  return { ...document, blocks: all };
}

/** The passages of a file. */
export async function passagesOf(format: Format, content: string | Uint8Array): Promise<CutPassage[]> {
  const { blocks } = await format.read(textSource(content));
  return Array.fromAsync(cutIntoPassages(blocks, { maxTokens: 400, estimate: countTitanTokens }));
}
