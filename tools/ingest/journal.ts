import { createHash } from "node:crypto";
import type { Passage } from "../../documents/passage";
import { RunFile } from "../run/run-file";

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
  /**
   * Whether to write nothing.
   * @default false
   */
  readonly readOnly?: boolean;
}

/**
 * Which passages an API has confirmed to have stored, in a file with a line `[id, hash]` for each that was, and
 * `[id, null]` once it is to be replaced; the last line of an id counts.
 */
export class Journal {
  private constructor(
    private readonly file: RunFile,
    private readonly hashes: Map<string, string>,
  ) {}

  /** Throws a `CommandError` where it cannot be read and written. */
  static open({ directory, url, prefix, restart, readOnly = false }: JournalArgs): Journal {
    const file = RunFile.open({
      name: "journal",
      directory,
      variable: "INGEST_DIR",
      identity: [url, prefix],
      header: { url, prefix },
      restart,
      readOnly,
    });
    const hashes = new Map<string, string>();
    file.read((lines) => {
      for (const line of lines) applyLine(line, hashes);
    });
    return new Journal(file, hashes);
  }

  get path(): string {
    return this.file.path;
  }

  /** Whether the API has this passage, as it is. */
  holds(passage: Passage): boolean {
    return this.hashes.get(passage.id) === contentHash(passage);
  }

  /** Before passages are sent: what was confirmed under their ids may be replaced from now on. */
  forget(passages: readonly Passage[]): void {
    const replaced = passages.filter(({ id }) => this.hashes.delete(id));
    const lines = replaced.map(({ id }) => [id, null]);
    // Lost, it would let a later run skip what is no longer stored.
    this.file.append(lines, { isDurable: true });
  }

  /** The API has stored these passages. */
  confirm(passages: readonly Passage[]): void {
    const lines = passages.map((passage) => [passage.id, contentHash(passage)] as const);
    this.file.append(lines);
    for (const [id, hash] of lines) this.hashes.set(id, hash);
  }

  close(): void {
    this.file.close();
  }
}

function applyLine(line: string, hashes: Map<string, string>): void {
  const [, id = "", hash = ""] = /^\["([^"]+)",(?:"([\da-f]{64})"|null)\]$/.exec(line) ?? [];
  if (hash) hashes.set(id, hash);
  else hashes.delete(id);
}

/** Tells whether a passage is as it was: a hash of all that is stored of it. */
function contentHash({ text, metadata }: Passage): string {
  const fields = Object.entries(metadata ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([text, fields]))
    .digest("hex");
}
