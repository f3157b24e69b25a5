import type { Block } from "../block";
import type { ReadDocument } from "../formats/format";
import type { LeftOutReason } from "../left-out";

/** What a parser apart is asked: the first blocks of a file, by what it reads it by, or the next ones of it. */
export type ParserRequest<File> = { readonly file: File; readonly formatName: string } | "next";

/** What it answers: some blocks, after what else was read of a file with the first ones; or why it cannot. */
export type ParserAnswer = ParsedBlocks | { readonly fault: Fault };

/** Some blocks of a file. */
export interface ParsedBlocks extends Pick<ReadDocument, "title" | "metadata"> {
  readonly blocks: readonly Block[];
  readonly isLast: boolean;
}

interface Fault {
  readonly message: string;
  /** That of a `DocumentError`; else the message is a library's. */
  readonly reason?: LeftOutReason;
}
