import type { Block } from "../block";
import { isBlank, trimBlanks } from "./blanks";
import { endOfPiece, joined, type Piece, splitPiece } from "./piece";

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
   * How much of a passage's end the next one begins with, in tokens of `estimate`: whole sentences, below half a passage.
   * @default none
   */
  readonly overlapTokens?: number;
  /** About how many tokens a text has, of which a longer text has no fewer. */
  readonly estimate: (text: string) => number;
}

/**
 * Cuts a document into passages: at headings once there is enough, else between blocks, and inside of one only where it
 * is longer than a passage. All that is not blank is in exactly one of them, in the document's order, but for what
 * overlaps; none is blank, and none is too long.
 */
export async function* cutIntoPassages(
  blocks: AsyncIterable<Block> | Iterable<Block>,
  args: CutArgs,
): AsyncGenerator<CutPassage> {
  const passages = new Passages(args);
  for await (const block of blocks) yield* passages.add(block);
  yield* passages.flush();
}

/** What the passages are made of so far. */
class Passages {
  private pending: Piece[] = [];
  /** The headings above what is pending. */
  private trail: Block[] = [];
  /** What the next passage begins with again. */
  private overlap: Piece | undefined;
  /** What was counted last, which is mostly asked once more. */
  private counted: { readonly text: string; readonly tokens: number } | undefined;

  constructor(private readonly args: CutArgs) {}

  *add(block: Block): Generator<CutPassage> {
    if (isBlank(block.text)) return;
    const { maxTokens } = this.args;
    const isEnough = this.tokens(this.pending) >= maxTokens / 2;
    const isSection = block.kind === "heading" && this.pending.at(-1)?.kind !== "heading";
    if (block.kind === "row" || (isSection && isEnough)) yield* this.flush();

    if (this.fits(block)) this.push(block);
    else yield* this.addAfterMore(block, isEnough);
    if (block.kind === "row") yield* this.flush();
  }

  /** Adds a block that does not fit with what is there. */
  private *addAfterMore(block: Block, isEnough: boolean): Generator<CutPassage> {
    const { maxTokens } = this.args;
    const fitsAlone = this.tokens([block]) <= maxTokens;
    // What has to be cut anyway fills up what is there.
    if (fitsAlone || (isEnough && !block.parts)) yield* this.flush({ keepsHeadings: true });
    if (fitsAlone && this.pending.length === 0 && !this.fits(block)) this.overlap = undefined;
    if (this.fits(block)) this.push(block);
    else if (block.parts) yield* this.addParts(block, block.parts);
    else {
      const isWhole = fitsAlone && block.kind !== "text";
      if (isWhole || this.tokens(this.before(block)) > maxTokens / 2) yield* this.flush();
      yield* this.addPieces(block);
    }
  }

  private *addParts({ gap = "\n\n" }: Block, [first, ...others]: readonly Block[]): Generator<CutPassage> {
    if (first) yield* this.add({ ...first, gap });
    for (const part of others) yield* this.add(part);
  }

  private *addPieces(block: Piece): Generator<CutPassage> {
    let rest: Piece | undefined = block;
    while (rest) {
      const [piece, next]: readonly [Piece, Piece?] = splitPiece(rest, (start) => this.fits(start));
      this.push(piece);
      rest = next;
      if (rest) yield* this.flush();
    }
  }

  /** Ends a passage; headings at its end go with what they are about, where that is still to come. */
  *flush({ keepsHeadings = false } = {}): Generator<CutPassage> {
    const end = keepsHeadings ? this.pending.findLastIndex(({ kind }) => kind !== "heading") + 1 : this.pending.length;
    const pieces = this.pending.slice(0, end);
    this.pending = this.pending.slice(end);
    const [first] = pieces;
    if (!first) return;
    const headings = pieces.findIndex(({ kind }) => kind !== "heading");
    this.enter(pieces.slice(0, headings < 0 ? pieces.length : headings));
    yield {
      text: trimBlanks(joined(pieces)),
      headings: this.trail.map(({ text, title = text }) => title),
      ...(first.line === undefined ? {} : { line: first.line }),
      ...(first.page === undefined ? {} : { page: first.page }),
    };
    this.enter(pieces);
    this.overlap = this.overlapOf(pieces.at(-1));
  }

  private enter(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (piece.kind !== "heading") continue;
      const { level = 1 } = piece;
      this.trail = [...this.trail.filter((above) => (above.level ?? 1) < level), piece];
    }
  }

  private overlapOf(piece: Piece | undefined): Piece | undefined {
    const { overlapTokens = 0, maxTokens, estimate } = this.args;
    const tokens = Math.min(overlapTokens, maxTokens / 2);
    return piece && tokens > 0 ? endOfPiece(piece, (text) => estimate(text) <= tokens) : undefined;
  }

  private push(piece: Piece): void {
    this.pending = [...this.before(piece), piece];
    this.overlap = undefined;
  }

  /** What would be before a piece in its passage. */
  private before({ kind }: Piece): readonly Piece[] {
    if (this.pending.length > 0) return this.pending;
    return this.overlap && (kind === "text" || kind === "code") ? [this.overlap] : [];
  }

  private fits(piece: Piece): boolean {
    return this.tokens([...this.before(piece), piece]) <= this.args.maxTokens;
  }

  private tokens(pieces: readonly Piece[]): number {
    const text = joined(pieces);
    if (text !== this.counted?.text) this.counted = { text, tokens: this.args.estimate(text) };
    return this.counted.tokens;
  }
}
