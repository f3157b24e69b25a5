import type { Block } from "../../block";
import { DocumentError } from "../../document-error";
import type { Format, Source } from "../format";
import { csvProblem, isCsvError, TableRows } from "./table-rows";

/** How much of a file is looked at for its delimiter. */
const headCharacters = 64 * 1024;
const headRows = 20;

/** The last ones are in texts and numbers too. */
const delimiters = ["\t", "|", ";", ","];

/** Tables with a header: each row is a passage of its own, with the column's name before each of its fields. */
export const csv: Format = {
  name: "csv",
  extensions: [".csv", ".tsv"],
  read: async (source) => ({ blocks: rowsOf(source) }),
};

async function* rowsOf(source: Source): AsyncGenerator<Block> {
  const { parse } = await import("csv-parse");
  const { head, rest } = await split(source.chunks());
  const { delimiter, start } = detectDelimiter(head);
  const rows = new TableRows({ delimiter, linesBefore: start === 0 ? 0 : 1, parse });
  try {
    for await (const text of joined(head.slice(start), rest)) {
      await rows.read(text, { isLast: false });
      yield* rows.ready.splice(0);
    }
    await rows.read("", { isLast: true });
    yield* rows.ready;
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield* rows.ready;
    throw new DocumentError(`${source.path}:${rows.line + 1}: ${csvProblem(error)}; from here on it is left out`);
  } finally {
    rows.close();
  }
  const [first, ...others] = rows.unclosed;
  if (first === undefined) return;
  const more = others.length > 0 ? `, and so ${others.length === 1 ? "is" : "are"} ${others.length} more` : "";
  throw new DocumentError(`${source.path}:${first}: a quote is not closed: the line is read as it is written${more}`);
}

/**
 * The delimiter that gives the most rows as many fields as the header, and then the most fields; and where the table
 * starts, after a line by which spreadsheets say it.
 */
function detectDelimiter(head: string): { readonly delimiter: string; readonly start: number } {
  const [line = "", said] = /^sep=(.)\n/.exec(head) ?? [];
  if (said) return { delimiter: said, start: line.length };
  // A doubled quote within ends one part and begins the next.
  const unquoted = head.slice(0, headCharacters).replace(/"[^"]*"/g, "");
  const rows = unquoted.split("\n", headRows).filter((row) => row.trim() !== "");
  const rated = delimiters.map((delimiter) => {
    const [fields = 1, ...others] = rows.map((row) => row.split(delimiter).length);
    const alike = fields > 1 ? 1 + others.filter((count) => count === fields).length : 0;
    return { delimiter, alike, fields };
  });
  const [best] = rated.toSorted((a, b) => b.alike - a.alike || b.fields - a.fields);
  return { delimiter: best?.delimiter ?? ",", start: 0 };
}

/** The beginning of a text, and what follows it. */
async function split(chunks: AsyncIterable<string>): Promise<{ head: string; rest: AsyncIterator<string> }> {
  const rest = chunks[Symbol.asyncIterator]();
  let head = "";
  while (head.length < headCharacters) {
    const { value, done } = await rest.next();
    if (done) break;
    head += value;
  }
  return { head, rest };
}

async function* joined(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
