/** The most characters of a line that is read: text with 750,000, all of them escaped, with metadata around. */
export const maxLineCharacters = 5_000_000;

/**
 * The lines of a text of any size, which line feeds end; undefined in place of one with more than
 * {@link maxLineCharacters}.
 */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let rest: string | undefined = "";
  for await (const chunk of chunks) {
    const lines = chunk.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      yield append(rest, line);
      rest = "";
    }
    rest = append(rest, last);
  }
  if (rest !== "") yield rest;
}

function append(line: string | undefined, more: string): string | undefined {
  return line === undefined || line.length + more.length > maxLineCharacters ? undefined : line + more;
}
