import { DocumentError } from "../document-error";
import type { Format, Source } from "../formats/format";
import type { ParsedBlocks } from "./parser-messages";

/** What parses one file at a time, apart from whoever asks it. */
export interface FileParser {
  /** Whether it can parse another file. */
  readonly isFree: boolean;
  /** The first blocks of a file; the signal ends it at once. Throws as {@link next} does. */
  open(source: Source, format: Format, signal?: AbortSignal): Promise<ParsedBlocks>;
  /**
   * The next blocks of the file. Throws a `DocumentError` for what is wrong with it, also where it takes more than it may;
   * else what the library that parses it says, or the reason of the signal.
   */
  next(): Promise<ParsedBlocks>;
  end(): void;
}

/** Says of a file that it takes more than it may, such as `60 s`. */
export function exceeded(path: string, formatName: string, limit: string): DocumentError {
  return new DocumentError(`${path} takes more than ${limit} to be read as ${formatName}: split it`, "too_complex");
}
