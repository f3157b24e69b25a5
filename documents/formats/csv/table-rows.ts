import type { Options, Parser } from "csv-parse";
import type { Block } from "../../block";

/** The most that a row may hold, in bytes: a quote that is never closed makes one of all that follows. */
const maxRowBytes = 4 * 1024 * 1024;

/** How many quotes may be open: for each, as much as a row may hold is read once more. */
const maxUnclosed = 100;

const unclosedCode = "CSV_QUOTE_NOT_CLOSED";

/** Arguments of {@link TableRows}. */
export interface TableRowsArgs {
  readonly delimiter: string;
  /** How many lines are before what is read. */
  readonly linesBefore: number;
  /** That of `csv-parse`. */
  readonly parse: (options: Options) => Parser;
}

/**
 * The rows of a table with a header, each with the column's name before each of its fields. A line with a quote that is
 * not closed is a row as it is written.
 */
export class TableRows {
  /** The rows that are read, until they are taken. */
  readonly ready: Block[] = [];
  /** The lines with quotes that are never closed. */
  readonly unclosed: number[] = [];
  /** The last line that is read. */
  line: number;

  private columns: readonly string[] | undefined;
  private parser: Parser;
  private pending = "";
  /** The last line before what is pending. */
  private pendingAfter: number;

  constructor(private readonly args: TableRowsArgs) {
    this.line = args.linesBefore;
    this.pendingAfter = this.line;
    this.parser = this.newParser();
  }

  /** Reads more of the table. Throws an error of the parser where it is none. */
  async read(text: string, { isLast }: { readonly isLast: boolean }): Promise<void> {
    this.pending += text;
    for (let unread = text; ; unread = this.pending) {
      const { parser } = this;
      try {
        await settled(parser, (done) => parser.write(unread, done));
        if (isLast) await settled(parser, (done) => parser.end(done));
        this.dropRead();
        return;
      } catch (error) {
        this.dropRead();
        if (!isUnclosed(error) || !this.readLineAsText()) throw error;
        end(parser);
        this.parser = this.newParser();
      }
    }
  }

  close(): void {
    end(this.parser);
  }

  private newParser(): Parser {
    const { delimiter, parse } = this.args;
    const linesBefore = this.line;
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
        if (this.hasQuoteOfLaterLine(record)) throw Object.assign(new Error("unclosed"), { code: unclosedCode });
        this.line = linesBefore + lines;
        this.add(record);
        return null;
      },
    });
    // Who writes is told.
    return parser.resume().on("error", () => undefined);
  }

  private add(record: readonly string[]): void {
    const text = this.columns ? describeRow(this.columns, record) : "";
    const line = this.line - record.join("").split("\n").length + 1;
    if (text !== "") this.ready.push({ kind: "row", text, line, isRendered: true });
    this.columns ??= record.map((name, index) => name.trim() || `column ${index + 1}`);
  }

  /**
   * Whether a quote of the first line was closed by one that opens a field of a later line: after it the field goes on,
   * and so the parser gives it as it is written, instead of what is between quotes.
   */
  private hasQuoteOfLaterLine(record: readonly string[]): boolean {
    return (
      this.unclosed.length < maxUnclosed &&
      record.some(
        (field) =>
          field.startsWith('"') &&
          field.includes("\n") &&
          !/^"[^"]*"\s*$/.test(field) &&
          !this.pending.includes(`"${field.replaceAll('"', '""')}"`),
      )
    );
  }

  /** Reads the next line that is not blank, whatever is quoted in it; false where it is too long, or one of too many. */
  private readLineAsText(): boolean {
    const [blank = ""] = /^(?:[^\S\n]*\n)*/.exec(this.pending) ?? [];
    const [row = ""] = this.pending.slice(blank.length).split("\n", 1);
    if (row === "" || row.length > maxRowBytes || this.unclosed.length >= maxUnclosed) return false;
    this.line += blank.split("\n").length;
    this.unclosed.push(this.line);
    this.add(row.split(this.args.delimiter));
    this.dropRead();
    return true;
  }

  private dropRead(): void {
    let start = 0;
    for (; this.pendingAfter < this.line; this.pendingAfter++) {
      start = this.pending.indexOf("\n", start) + 1 || this.pending.length;
    }
    this.pending = this.pending.slice(start);
  }
}

/** Waits for a parser. Some streams tell the callback of an error, and others whoever listens, as those in browsers. */
async function settled(parser: Parser, work: (done: (error?: Error | null) => void) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  parser.once("error", reject);
  work((error) => (error ? reject(error) : resolve()));
  await promise.finally(() => parser.removeListener("error", reject));
}

/** Ends a parser, where its stream can be ended, which those in browsers cannot. */
function end(parser: Partial<Pick<Parser, "destroy">>): void {
  parser.destroy?.();
}

/** Whether an error is one of the parser. */
export function isCsvError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}

/** What an error of the parser says. */
export function csvProblem({ code, message }: Error & { readonly code: string }): string {
  if (code === unclosedCode) return `more than ${maxUnclosed} quotes are not closed`;
  if (code === "CSV_MAX_RECORD_SIZE") return `a row has more than ${maxRowBytes / 1024 / 1024} MB: close its quote`;
  return `it is no table (${message})`;
}

function isUnclosed(error: unknown): boolean {
  return isCsvError(error) && [unclosedCode, "CSV_MAX_RECORD_SIZE"].includes(error.code);
}

function describeRow(columns: readonly string[], row: readonly string[]): string {
  return row
    .map((field) => field.trim())
    .map((field, index) => (field === "" ? "" : `${columns[index] ?? `column ${index + 1}`}: ${field}`))
    .filter(Boolean)
    .join("\n");
}
