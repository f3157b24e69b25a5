import type { Block } from "../block";
import { unifyLineEndings } from "../line-endings";
import { withoutPayloads } from "./data-uris";
import type { Format } from "./format";

/** How long a part of a text may be that no blank line ends, in UTF-16 code units: some dozens of passages. */
const maxBlockLength = 100_000;

/** Text as it is, of which only paragraphs are known; also what is written in markup that is read as text. */
export const plain: Format = {
  name: "plain text",
  extensions: [".txt", ".text", ".rst", ".adoc", ".asciidoc"],
  read: async (source) => ({ blocks: paragraphs(withLineFeeds(source.chunks())) }),
};

/** The paragraphs of a text of any size, with the lines that they begin on. */
export async function* paragraphs(chunks: AsyncIterable<string>): AsyncGenerator<Block> {
  let rest = "";
  let line = 1;
  const take = (length: number): Block => {
    const text = rest.slice(0, length);
    const blank = /^(?:[^\S\r\n]*(?:\r\n|[\r\n]))*/.exec(text)?.[0] ?? "";
    const block: Block = { kind: "text", text: withoutPayloads(text.slice(blank.length)), line: line + linesIn(blank) };
    line += linesIn(text);
    rest = rest.slice(length);
    return block;
  };
  for await (const chunk of chunks) {
    rest += chunk;
    for (let end = paragraphEnd(rest); end > 0; end = paragraphEnd(rest)) yield take(end);
  }
  if (rest !== "") yield take(rest.length);
}

/** A line that is not blank, and then one that is, whose end is known to be no half of CRLF. */
const blankLine = /\S[^\S\r\n]*(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|\n|\r(?!$))/g;

/** Where the first paragraph ends; 0 where more of the text may belong to it. */
function paragraphEnd(text: string): number {
  blankLine.lastIndex = 0;
  const match = blankLine.exec(text.length > maxBlockLength ? text.slice(0, maxBlockLength) : text);
  if (match) return match.index + match[0].length;
  return text.length > maxBlockLength ? lastSpace(text) : 0;
}

/** Where the last line ends, or else the last word, of what a block may hold. */
function lastSpace(text: string): number {
  const start = text.slice(0, maxBlockLength);
  const last = Math.max(start.lastIndexOf("\n"), 0) || start.search(/\s\S*$/);
  return last > maxBlockLength / 2
    ? last + 1
    : new Intl.Segmenter().segment(text).containing(maxBlockLength)?.index || 1;
}

function linesIn(text: string): number {
  return text.match(/\r\n|[\r\n]/g)?.length ?? 0;
}

async function* withLineFeeds(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield unifyLineEndings(chunk);
}
