import { createHash } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fdatasyncSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { CommandError, systemReason } from "../command-error";
import { contentHash, type Passage } from "./passage";
import { readLines } from "./read-lines";

/** What a {@link Journal} is of. */
export interface JournalArgs {
  /** The folder that journals are in. */
  readonly directory: string;
  /** The API. */
  readonly url: string;
  /** What the ids begin with. */
  readonly prefix: string;
  /** Whether to begin a new one. */
  readonly restart: boolean;
}

/**
 * Which passages an API has confirmed to have stored, in a file that survives the process: a line `[id, hash]` for
 * each that was, and `[id, null]` once it is to be replaced; the last line of an id counts. What was killed in the
 * middle of a line has not confirmed it.
 */
export class Journal {
  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly hashes: Map<string, string>,
  ) {}

  /** Throws a {@link CommandError} where it cannot be read and written. */
  static async open({ directory, url, prefix, restart }: JournalArgs): Promise<Journal> {
    const name = createHash("sha256")
      .update(JSON.stringify([url, prefix]))
      .digest("hex")
      .slice(0, 16);
    const path = join(directory, `${name}.jsonl`);
    const hashes = new Map<string, string>();
    try {
      mkdirSync(directory, { recursive: true });
      const isNew = restart || !existsSync(path);
      const file = openSync(path, isNew ? "w" : "a");
      if (isNew) appendFileSync(file, JSON.stringify({ url, prefix }));
      else for await (const line of readLines(path)) applyLine(line, hashes);
      // Also ends a line that was cut off, to which the next one would be added.
      appendFileSync(file, "\n");
      return new Journal(path, file, hashes);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      throw cannotWrite(path, error);
    }
  }

  /** Whether the API has this passage, as it is. */
  holds(passage: Passage): boolean {
    return this.hashes.get(passage.id) === contentHash(passage);
  }

  /** Before passages are sent: what was confirmed under their ids may be replaced from now on. */
  forget(passages: readonly Passage[]): void {
    const replaced = passages.filter(({ id }) => this.hashes.delete(id));
    if (replaced.length === 0) return;
    this.append(replaced.map(({ id }) => [id, null]));
    // Lost in a crash of the machine, it would let a later run skip what is no longer stored.
    fdatasyncSync(this.file);
  }

  /** The API has stored these passages. */
  confirm(passages: readonly Passage[]): void {
    const lines = passages.map((passage) => [passage.id, contentHash(passage)] as const);
    if (lines.length > 0) this.append(lines);
    for (const [id, hash] of lines) this.hashes.set(id, hash);
  }

  close(): void {
    closeSync(this.file);
  }

  private append(lines: readonly (readonly [id: string, hash: string | null])[]): void {
    try {
      appendFileSync(this.file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }
}

function applyLine(line: string, hashes: Map<string, string>): void {
  const [, id = "", hash = ""] = /^\["([^"]+)",(?:"([\da-f]{64})"|null)\]$/.exec(line) ?? [];
  if (hash) hashes.set(id, hash);
  else hashes.delete(id);
}

function cannotWrite(path: string, error: unknown): CommandError {
  return new CommandError(
    `The journal ${path} cannot be written (${systemReason(error)}): set INGEST_DIR to a folder that can`,
  );
}
