import type { Block } from "../block";

/** Of any language: only what is between words, in Thai or Chinese, asks a dictionary, which is that of all of them. */
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where a text can be cut: the last such place up to a position; 0 or less where there is none. */
type Break = (text: string, limit: number) => number;

/** How far a segmenter looks beyond a position, in UTF-16 code units. */
const lookahead = 100;

/** The share of what fits that a better place to cut may leave at least. */
const leastShare = 1 / 4;

/** The best place to cut a text that is too long, up to a limit, and at least one character as people see them. */
export function lastBreak(text: string, limit: number, kind: Block["kind"]): number {
  let end = limit;
  while (end < text.length && /\s/.test(text.charAt(end))) end++;
  if (end === text.length) return end;
  // Blanks that are cut off do not count.
  const window = text.slice(0, end + lookahead);
  const least = Math.max(limit * leastShare, 1);
  for (const find of breaksOf(window, kind)) {
    const position = find(window, end);
    if (position >= least && startsGrapheme(window, position)) return position;
  }
  return graphemeBreak(window, limit);
}

/** Where the first sentence begins, from a position on, or else the first word; the end of the text where neither does. */
export function firstBreak(text: string, position: number): number {
  if (position <= 0) return 0;
  for (const segments of [sentences.segment(unwrapped(text)), words.segment(text)]) {
    const { segment = "", index = 0 } = segments.containing(position - 1) ?? {};
    if (index + segment.length < text.length) return index + segment.length;
  }
  return text.length;
}

/** Best ones first. */
function breaksOf(text: string, kind: Block["kind"]): readonly Break[] {
  if (kind !== "text") return [blankLineBreak, lineBreak, spaceBreak, wordBreak];
  return isWrapped(text)
    ? [blankLineBreak, sentenceBreak, lineBreak, spaceBreak, wordBreak]
    : [blankLineBreak, lineBreak, sentenceBreak, spaceBreak, wordBreak];
}

/** Whether lines go on with a sentence, as a letter that is small, or neither small nor large, at the start of one says. */
function isWrapped(text: string): boolean {
  return /[^\r\n][\r\n]\s*[\p{Ll}\p{Lo}]/u.test(text);
}

/** A text whose sentences do not end with a line, position by position. */
function unwrapped(text: string): string {
  return isWrapped(text) ? text.replace(/[\r\n]/g, " ") : text;
}

const blankLineBreak: Break = (text, limit) => endOfLast(text, limit, /(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|[\r\n])\s*/g);
const lineBreak: Break = (text, limit) => endOfLast(text, limit, /[\r\n\u2028\u2029]\s*/g);
const spaceBreak: Break = (text, limit) => endOfLast(text, limit, /\s+/g);

const sentenceBreak: Break = (text, limit) => sentences.segment(unwrapped(text)).containing(limit)?.index ?? 0;

const wordBreak: Break = (text, limit) => {
  const segments = words.segment(text);
  let segment = segments.containing(limit);
  // A comma or a bracket goes with the word before it.
  while (segment && segment.index > 0 && !segment.isWordLike) segment = segments.containing(segment.index - 1);
  return segment?.index ?? 0;
};

function graphemeBreak(text: string, limit: number): number {
  const position = graphemes.segment(text).containing(limit)?.index ?? 0;
  if (position > 0) return position;
  // One that is longer than all there may be has no better place, but half of a surrogate pair is nothing.
  const isPair = (text.codePointAt(limit - 1) ?? 0) > 0xffff;
  return limit > 1 && isPair ? limit - 1 : Math.max(limit, isPair ? 2 : 1);
}

function startsGrapheme(text: string, position: number): boolean {
  return graphemes.segment(text).containing(position)?.index === position;
}

/** Where the last match of a pattern ends, up to a limit. */
function endOfLast(text: string, limit: number, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index >= limit) break;
    end = Math.min(match.index + match[0].length, limit);
  }
  return end;
}
