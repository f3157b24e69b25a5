import type { Block } from "../block";

/** A part of a document, as it is embedded. */
export interface CutPassage {
  readonly text: string;
  /** Where it begins, from 1, in a format that has lines. */
  readonly line?: number;
  /** Where it begins, from 1, in a format that has pages. */
  readonly page?: number;
  /** The headings that it stands under or begins with, from the outermost: `["Guide", "Install"]`. */
  readonly headings: readonly string[];
}

/** How long passages are. */
export interface CutArgs {
  /** How long a passage may be, in tokens of `estimate`. */
  readonly maxTokens: number;
  /**
   * How much of a passage's end the next one begins with, in tokens of `estimate`.
   * @default none
   */
  readonly overlapTokens?: number;
  /** About how many tokens a text has. */
  readonly estimate: (text: string) => number;
}

/** Cuts a document into passages, in its order. None is blank, none has more than `maxTokens`. */
export async function* cutIntoPassages(
  blocks: AsyncIterable<Block> | Iterable<Block>,
  { maxTokens, estimate }: CutArgs,
): AsyncGenerator<CutPassage> {
  let headings: readonly string[] = [];
  for await (const { kind, level = 1, text, title = text, line, page } of blocks) {
    if (kind === "heading") headings = [...headings.slice(0, level - 1), title];
    if (estimate(text) > maxTokens) throw new RangeError(`A block has more than ${maxTokens} tokens`);
    yield { text, headings, ...(line === undefined ? {} : { line }), ...(page === undefined ? {} : { page }) };
  }
}
