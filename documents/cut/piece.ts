import type { Block } from "../block";
import { startBlanks, trimBlanks } from "./blanks";
import { firstBreak, lastBreak } from "./breaks";

/** A block, or a part of one that is too long. */
export interface Piece extends Block {
  /** What is repeated before its text. */
  readonly repeated?: string;
}

/** Pieces as one text. */
export function joined(pieces: readonly Piece[]): string {
  return pieces
    .map(({ repeated = "", text, gap = "\n\n" }, index) => `${index > 0 ? gap : ""}${repeated}${text}`)
    .join("");
}

/** The longest start of a piece that fits, cut at the best place, and the rest: none where all of it fits. */
export function splitPiece(piece: Piece, fits: (start: Piece) => boolean): readonly [start: Piece, rest?: Piece] {
  const length = longestStart(piece, fits);
  if (length === piece.text.length) return [piece];
  if (piece.kind !== "table") return splitText(piece, length);
  const { repeated: _, header: __, ...bare } = piece;
  return splitRows(piece, length) ?? splitText(bare, longestStart(bare, fits));
}

/** Between two rows; undefined where not even one fits. */
function splitRows(piece: Piece, length: number): readonly [Piece, Piece] | undefined {
  const { repeated, text, header = "" } = piece;
  const end = text.lastIndexOf("\n", length);
  if (end <= (repeated === undefined ? header.length : 0)) return undefined;
  const rest = partOf(piece, end);
  return [startOf(piece, end), header === "" ? rest : { ...rest, repeated: `${header}\n` }];
}

function splitText(piece: Piece, length: number): readonly [Piece, Piece?] {
  const end = lastBreak(piece.text, length, piece.kind);
  const rest = partOf(piece, end);
  return trimBlanks(rest.text) === "" ? [piece] : [startOf(piece, end), rest];
}

function startOf(piece: Piece, end: number): Piece {
  return { ...piece, text: piece.text.slice(0, end) };
}

function longestStart(piece: Piece, fits: (start: Piece) => boolean): number {
  return longestFitting(piece.text, (length) => fits(startOf(piece, length)));
}

/** How much of a text fits, within 2 % where it is not all of it, in UTF-16 code units. */
function longestFitting(text: string, fits: (length: number) => boolean): number {
  let fitting = 0;
  let tooLong = Math.min(256, text.length);
  for (; fits(tooLong); tooLong = Math.min(tooLong * 2, text.length)) {
    fitting = tooLong;
    if (fitting === text.length) return fitting;
  }
  while (tooLong - fitting > 1 + fitting / 50) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (fits(middle)) fitting = middle;
    else tooLong = middle;
  }
  return fitting;
}

/** What a piece holds from a position on. */
function partOf(piece: Piece, position: number): Piece {
  const after = piece.text.slice(position);
  const start = startBlanks(after).length;
  const blanks = piece.text.slice(trimBlanks(piece.text.slice(0, position)).length, position + start);
  const lines = piece.isRendered ? 0 : (piece.text.slice(0, position + start).match(/\r\n|[\r\n]/g)?.length ?? 0);
  return {
    ...piece,
    text: after.slice(start),
    gap: blanks.slice(-maxGap),
    ...(piece.line === undefined ? {} : { line: piece.line + lines }),
  };
}

/** How much of the blanks before a part of a text is repeated between it and what overlaps. */
const maxGap = 32;

/** The end of a piece, as many whole sentences as fit, or else words; undefined where not one does. */
export function endOfPiece(piece: Piece, fits: (text: string) => boolean): Piece | undefined {
  const { text } = piece;
  const length = longestFitting(text, (end) => fits(text.slice(-end)));
  const { repeated: _, header: __, ...bare } = piece;
  const end = partOf(bare, firstBreak(text, text.length - length));
  return end.text === "" ? undefined : end;
}
