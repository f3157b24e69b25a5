import type { EmbeddingDocument } from "../../embedding/document";
import type { Block } from "../block";

/** A file as formats read it. Each of these throws a `DocumentError` where it cannot be read, or decoded. */
export interface Source {
  readonly path: string;
  /** Its path below the folder that was given, or else its name; with slashes. */
  readonly name: string;
  /**
   * The encoding of a text that says none and is not UTF-8.
   * @default it cannot be read
   */
  readonly fallbackEncoding?: string | undefined;
  /** How many bytes it has. */
  size(): Promise<number>;
  bytes(): Promise<Uint8Array>;
  /** The decoded text, without a byte order mark. */
  text(): Promise<string>;
  /** The decoded text in parts, of any size. */
  chunks(): AsyncIterable<string>;
}

/** What a format reads of a file. */
export interface ReadDocument {
  readonly title?: string;
  /** What the file says about itself, such as front matter. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly blocks: AsyncIterable<Block> | Iterable<Block>;
}

/** What files with these extensions hold. */
export interface Format {
  readonly name: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /**
   * How large a file may be that is parsed whole, in bytes.
   * @default any size, read as a stream
   */
  readonly maxBytes?: number;
  /**
   * Whether it is parsed in a process apart, in which its name tells which of the formats it is, since libraries take
   * too much time or memory for some files.
   * @default false
   */
  readonly isApart?: true;
  /**
   * Reads a file; libraries are loaded only then. Throws a `DocumentError` where it is not of the format, or has no text,
   * and so may the iteration of its blocks.
   */
  read(source: Source): Promise<ReadDocument>;
}

/** A line that is a passage of its own, with an id; or why it is none, which the others are taken without. */
export type FileRecord = { readonly line: number } & (
  | { readonly id: string; readonly text: string; readonly metadata?: NonNullable<EmbeddingDocument["metadata"]> }
  | { readonly problem: string }
);

/** What files with these extensions hold, where their passages have ids of their own. */
export interface RecordsFormat extends Pick<Format, "name" | "extensions"> {
  /** Throws a `DocumentError` where the file cannot be read. */
  records(source: Source): AsyncIterable<FileRecord>;
}

/** What files hold. */
export type AnyFormat = Format | RecordsFormat;
