import { embeddingId } from "../embedding/embedding-id";
import type { Parsers } from "./apart/parsers";
import { readApart } from "./apart/read-apart";
import { type CutArgs, cutIntoPassages } from "./cut/cut-into-passages";
import { DocumentError, systemReason } from "./document-error";
import type { InputFile } from "./files/file-finder";
import { globOf } from "./files/globs";
import type { AnyFormat, Format, RecordsFormat, Source } from "./formats/format";
import type { LeaveOut } from "./left-out";
import type { Passage } from "./passage";
import { passageId } from "./passage-id";
import { PassageIds } from "./passage-ids";
import { passageMetadata } from "./passage-metadata";

/** How files are read as passages. */
export interface PassagesArgs {
  /** What all ids begin with. */
  readonly prefix: string;
  readonly cut: CutArgs;
  /** The keys of what a file says about itself that go into the metadata of its passages. */
  readonly metadataKeys?: readonly string[];
  readonly leaveOut: LeaveOut;
  /** What parses files that are parsed apart. */
  readonly parsers: Parsers;
  /**
   * Whether a file need not be read; asked of each in its turn.
   * @default all are read
   */
  readonly isKnown?: (file: InputFile) => boolean | Promise<boolean>;
  /**
   * Ends the reading at once, also within a file.
   * @default all is read
   */
  readonly signal?: AbortSignal;
}

/**
 * The passages of files, one after another, in memory that does not grow with them, but for the ids of JSONL. What cannot
 * be read is left out, and all else is there. No two passages have the same id. Throws the reason of the signal.
 */
export async function* passagesOf(files: readonly InputFile[], args: PassagesArgs): AsyncGenerator<Passage> {
  const ids = new PassageIds(files, args.prefix);
  for (const file of files) {
    if (await args.isKnown?.(file)) continue;
    const { source, format } = file;
    const { path, name } = source;
    let [isBlank, hasPassages] = [true, false];
    const leaveOut: LeaveOut = (leftOut) => {
      isBlank = false;
      args.leaveOut(leftOut);
    };
    try {
      const own = { ...args, leaveOut };
      for await (const passage of "records" in format
        ? recordPassages(source, format, ids, own)
        : documentPassages(source, format, own)) {
        [isBlank, hasPassages] = [false, true];
        yield passage;
      }
    } catch (error) {
      args.signal?.throwIfAborted();
      const { reason, message } = documentError(error, path, format);
      // To exclude the file would lose the passages that it has.
      leaveOut({ path, reason, message, glob: hasPassages ? undefined : globOf(name) });
    }
    if (isBlank) leaveOut({ path, reason: "blank", message: `${path} is blank`, glob: globOf(name) });
  }
}

async function* documentPassages(
  source: Source,
  format: Format,
  { prefix, cut, metadataKeys = [], parsers, signal }: PassagesArgs,
): AsyncGenerator<Passage> {
  const { path, name } = source;
  const { maxBytes = Number.POSITIVE_INFINITY } = format;
  const size = await source.size();
  if (size > maxBytes) {
    const [has, most] = [size, maxBytes].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
    throw new DocumentError(`${path} has ${has}, and ${format.name} is read up to ${most}: split it`, "too_large");
  }
  const {
    blocks,
    title,
    metadata = {},
  } = await (format.isApart ? readApart(source, format, { parsers, signal }) : format.read(source));
  let number = 0;
  for await (const { text, headings, line, page } of cutIntoPassages(blocks, cut)) {
    number += 1;
    yield {
      id: passageId(prefix, name, number),
      text,
      metadata: passageMetadata({ name, title, headings, line, page, said: metadata, keys: metadataKeys }),
      location: `${path}${line === undefined ? (page === undefined ? "" : `, page ${page}`) : `:${line}`}`,
    };
  }
}

async function* recordPassages(
  source: Source,
  format: RecordsFormat,
  ids: PassageIds,
  { prefix, leaveOut }: PassagesArgs,
): AsyncGenerator<Passage> {
  const { path } = source;
  for await (const { line, ...record } of format.records(source)) {
    const location = `${path}:${line}`;
    const problem = "problem" in record ? record.problem : idProblem(prefix + record.id);
    if (problem !== undefined || "problem" in record) {
      leaveOut({ path, line, reason: "bad_row", message: `${location}: ${problem}` });
      continue;
    }
    const id = prefix + record.id;
    if (ids.add(id)) yield { ...record, id, location };
    else {
      const message = `${location}: the id ${id} is that of another passage: change one`;
      leaveOut({ path, line, reason: "same_id", message });
    }
  }
}

/** A library that stumbles over one file must not end the run. */
function documentError(error: unknown, path: string, { name }: AnyFormat): DocumentError {
  if (error instanceof DocumentError) return error;
  const said = systemReason(error);
  return said === "Maximum call stack size exceeded"
    ? new DocumentError(`${path} is nested too deeply to be read as ${name}: make it flatter`, "too_complex")
    : new DocumentError(`${path} cannot be read as ${name}: ${said}`);
}

function idProblem(id: string): string | undefined {
  const { error } = embeddingId.safeParse(id);
  return error && `id ${error.issues[0]?.message}`;
}
