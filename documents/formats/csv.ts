import { promisify } from "node:util";
import type { Block } from "../block";
import { DocumentError } from "../document-error";
import type { Format, Source } from "./format";

/** The most that a row may hold, in bytes: a quote that is never closed makes one of all that follows. */
const maxRowBytes = 4 * 1024 * 1024;

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
  let line = start === 0 ? 0 : 1;
  let columns: readonly string[] | undefined;
  const ready: Block[] = [];
  const parser = parse({
    delimiter,
    max_record_size: maxRowBytes,
    relax_column_count: true,
    // A quote within a field is one. The parser would end at it were it to trim after a closing quote too.
    relax_quotes: true,
    ltrim: true,
    skip_empty_lines: true,
    // What the parser has ready would be lost with the first row that it cannot read.
    on_record: (record: readonly string[], { lines }) => {
      const text = columns ? describeRow(columns, record) : "";
      line = lines + (start === 0 ? 0 : 1);
      if (text !== "") ready.push({ kind: "row", text, line: line - record.join("").split("\n").length + 1 });
      columns ??= record.map((name, index) => name.trim() || `column ${index + 1}`);
      return null;
    },
  });
  // Who writes is told.
  parser.resume().on("error", () => undefined);
  const write = promisify((text: string, done: (error?: Error | null) => void) => parser.write(text, done));
  try {
    for await (const text of joined(head.slice(start), rest)) {
      await write(text);
      yield* ready.splice(0);
    }
    await promisify((done: (error?: Error | null) => void) => parser.end(done))();
    yield* ready;
  } catch (error) {
    if (!isCsvError(error)) throw error;
    yield* ready;
    throw new DocumentError(`${source.path}:${line + 1}: ${problemOf(error)}; from here on it is left out`);
  } finally {
    parser.destroy();
  }
}

function describeRow(columns: readonly string[], row: readonly string[]): string {
  return row
    .map((field) => field.trim())
    .map((field, index) => (field === "" ? "" : `${columns[index] ?? `column ${index + 1}`}: ${field}`))
    .filter(Boolean)
    .join("\n");
}

function isCsvError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}

function problemOf({ code, message }: Error & { readonly code: string }): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "a quote is not closed";
  if (code === "CSV_MAX_RECORD_SIZE") return `a row has more than ${maxRowBytes / 1024 / 1024} MB: close its quote`;
  return `it is no table (${message})`;
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
