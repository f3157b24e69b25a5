import type { Block } from "../block";
import type { Format, ReadDocument, Source } from "../formats/format";
import type { FileParser } from "./file-parser";
import type { ParsedBlocks } from "./parser-messages";
import type { Parsers } from "./parsers";

/** How a file is read apart. */
export interface ReadApartArgs {
  readonly parsers: Parsers;
  /**
   * Ends the reading at once, which throws its reason.
   * @default all is read
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a file as its format does, by a parser apart: where that takes too long, or too much memory, it is no more than
 * one file that cannot be read. A parser is taken until the last of the blocks.
 */
export async function readApart(
  source: Source,
  format: Format,
  { parsers, signal }: ReadApartArgs,
): Promise<ReadDocument> {
  const parser = parsers.take();
  try {
    const { blocks, isLast, ...document } = await parser.open(source, format, signal);
    return { ...document, blocks: allBlocks(parser, { blocks, isLast }, parsers) };
  } catch (error) {
    parsers.release(parser);
    throw error;
  }
}

async function* allBlocks(parser: FileParser, first: ParsedBlocks, parsers: Parsers): AsyncGenerator<Block> {
  try {
    for (let { blocks, isLast } = first; ; ) {
      // They are parsed while these are used.
      const next = isLast ? undefined : parser.next();
      // These may be the last that are asked for.
      next?.catch(() => {});
      yield* blocks;
      if (!next) return;
      ({ blocks, isLast } = await next);
    }
  } finally {
    parsers.release(parser);
  }
}
