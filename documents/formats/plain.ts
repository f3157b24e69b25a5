import type { Block } from "../block";
import { lastBreak } from "../cut/breaks";
import { unifyLineEndings } from "../line-endings";
import { withoutPayloads } from "./data-uris";
import type { Format } from "./format";

/** How long a part of a text may be that no blank line ends, in UTF-16 code units: some dozens of passages. */
const maxBlockLength = 100_000;

/** Text as it is, of which only paragraphs are known; also what is written in markup that is read as text. */
export const plain: Format = {
  name: "plain text",
  extensions: [".txt", ".text", ".rst", ".adoc", ".asciidoc"],
  read: async (source) => ({ blocks: paragraphs(source.chunks()) }),
};

/** The paragraphs of a text of any size, with the lines that they begin on. */
async function* paragraphs(chunks: AsyncIterable<string>): AsyncGenerator<Block> {
  let rest = "";
  let line = 1;
  const take = (length: number): Block => {
    const text = rest.slice(0, length);
    const blank = /^(?:[^\S\n]*\n)*/.exec(text)?.[0] ?? "";
    const block: Block = {
      kind: "text",
      text: withoutPayloads(text.slice(blank.length).trimEnd()),
      line: line + linesIn(blank),
    };
    line += linesIn(text);
    rest = rest.slice(length);
    return block;
  };
  for await (const chunk of largeParts(chunks)) {
    rest += chunk;
    for (let end = paragraphEnd(rest); end > 0; end = paragraphEnd(rest)) yield take(end);
  }
  if (rest.trim() !== "") yield take(rest.length);
}

/** A text in parts that are worth searching, with a line feed at the end of each line. */
async function* largeParts(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let part = "";
  for await (const chunk of chunks) {
    part += chunk;
    // The other half of its end may still come.
    if (part.length < maxBlockLength || part.endsWith("\r")) continue;
    yield unifyLineEndings(part);
    part = "";
  }
  yield unifyLineEndings(part);
}

/** Where the first paragraph ends; 0 where more of the text may belong to it. */
function paragraphEnd(text: string): number {
  const start = text.slice(0, maxBlockLength);
  const match = /\S[^\S\n]*\n[^\S\n]*\n/.exec(start);
  if (match) return match.index + match[0].length;
  return text.length > maxBlockLength + maxLookahead ? lastBreak(text, maxBlockLength, "text") : 0;
}

/** How much after it is looked at for a place to cut a text. */
const maxLookahead = 1_000;

function linesIn(text: string): number {
  return text.match(/\n/g)?.length ?? 0;
}
