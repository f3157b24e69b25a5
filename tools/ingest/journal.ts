import type { Passage } from "../../documents/passage";
import { RunFile } from "../run/run-file";
import { passageHash } from "./passage-hash";
import type { StoreContents } from "./read-store";

/** What a {@link Journal} is of. */
export interface JournalArgs {
  /** The folder that journals are in. */
  readonly directory: string;
  readonly store: StoreContents;
  /** What the ids begin with. */
  readonly prefix: string;
  /** Names what is read: the files and folders, and how. */
  readonly source: string;
  /** Whether nothing counts as stored that was. */
  readonly restart: boolean;
  /**
   * Whether to write nothing.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** What a file was read as. */
export interface RememberedFile {
  /** How many passages it has. */
  readonly count: number;
  /** Of the hashes of those passages, in their order. */
  readonly digest: string;
}

/** What is remembered of a passage. */
interface Remembered {
  /** Empty where it is not known what the store has under its id. */
  readonly hash: string;
  /** The source that it is of. */
  readonly source: string;
}

/**
 * Which passages a store was confirmed to have, in a file with a line `[id, hash]` for each that was, `[id, null]` once
 * it is to be replaced, and `{deleted}` once it is; the last line of an id counts. A line `{source}` says which source
 * those below it are of, `{file, count, digest}` what a file was read as, and `{restart}` that all are to be replaced.
 */
export class Journal {
  private readonly adopted: (readonly [id: string, hash: string])[] = [];

  private constructor(
    private readonly file: RunFile,
    private readonly source: string,
    private readonly remembered: Map<string, Remembered>,
    private readonly files: Map<string, RememberedFile>,
  ) {}

  /** Forgets what the store lacks. Throws a `CommandError` where it cannot be read and written. */
  static open({ directory, store, prefix, source, restart, readOnly = false }: JournalArgs): Journal {
    const file = RunFile.open({
      name: "journal",
      directory,
      variable: "INGEST_DIR",
      identity: [store.id, prefix],
      header: { store: store.id, prefix },
      // Which would forget whose they are.
      restart: false,
      readOnly,
    });
    const { remembered, files, last } = file.read(readLines);
    for (const id of remembered.keys()) if (!store.embeddingIds.has(id)) remembered.delete(id);
    if (restart) {
      forgetHashes(remembered);
      file.append([{ restart }], { isDurable: true });
    }
    if (last !== source) file.append([{ source }]);
    return new Journal(file, source, remembered, files);
  }

  get path(): string {
    return this.file.path;
  }

  /** Whether the store has this passage, as it is. */
  holds(passage: Passage): boolean {
    return this.hashOf(passage.id) === passageHash(passage);
  }

  /** A passage that is held is of this run's source from now on. */
  adopt(id: string): void {
    const known = this.remembered.get(id);
    if (!known || known.source === this.source) return;
    this.remembered.set(id, { hash: known.hash, source: this.source });
    this.adopted.push([id, known.hash]);
  }

  /** The hash of the passage that the store has of an id; undefined or empty where that is not known. */
  hashOf(id: string): string | undefined {
    return this.remembered.get(id)?.hash;
  }

  /** What a file was read as, by its fingerprint. */
  fileOf(key: string): RememberedFile | undefined {
    return this.files.get(key);
  }

  /** A file was read, whether its passages are stored or not. */
  noteFile(key: string, record: RememberedFile): void {
    const { count, digest } = this.files.get(key) ?? {};
    if (count === record.count && digest === record.digest) return;
    this.files.set(key, record);
    this.file.append([{ file: key, ...record }]);
  }

  /** Whether a passage of an id is known to be of this run's source, or of another; undefined where that is not known. */
  isOwn(id: string): boolean | undefined {
    const known = this.remembered.get(id);
    return known && known.source === this.source;
  }

  /** Before passages are sent: what was confirmed under their ids may be replaced from now on. */
  forget(passages: readonly Passage[]): void {
    const { source } = this;
    const replaced = passages.filter(({ id }) => this.hashOf(id));
    for (const { id } of replaced) this.remembered.set(id, { hash: "", source });
    const lines = replaced.map(({ id }) => [id, null]);
    // Lost, it would let a later run skip what is no longer stored.
    this.file.append(lines, { isDurable: true });
  }

  /** These ids are no longer in the store. */
  remove(ids: readonly string[]): void {
    for (const id of ids) this.remembered.delete(id);
    this.file.append(ids.map((deleted) => ({ deleted })));
  }

  /** The store has these passages. */
  confirm(passages: readonly Passage[]): void {
    const lines = passages.map((passage) => [passage.id, passageHash(passage)] as const);
    this.file.append(lines);
    const { source } = this;
    for (const [id, hash] of lines) this.remembered.set(id, { hash, source });
  }

  close(): void {
    // What has been forgotten since stays so.
    this.file.append(this.adopted.filter(([id, hash]) => this.remembered.get(id)?.hash === hash));
    this.file.close();
  }
}

/** What the lines of a journal say, and the source of the last. */
function readLines(lines: Iterable<string>) {
  const remembered = new Map<string, Remembered>();
  const files = new Map<string, RememberedFile>();
  let source = "";
  for (const line of lines) {
    const [, id = "", hash = ""] = /^\["([^"]+)",(?:"([\da-f]{64})"|null)\]$/.exec(line) ?? [];
    if (id) remembered.set(id, { hash, source });
    remembered.delete(/^\{"deleted":"([^"]+)"\}$/.exec(line)?.[1] ?? "");
    if (line === '{"restart":true}') forgetHashes(remembered);
    const [, key, count, digest = ""] =
      /^\{"file":"([\da-f]{64})","count":(\d+),"digest":"([\da-f]{64})"\}$/.exec(line) ?? [];
    if (key) files.set(key, { count: Number(count), digest });
    source = /^\{"source":"([^"]*)"\}$/.exec(line)?.[1] ?? source;
  }
  return { remembered, files, last: source };
}

function forgetHashes(remembered: Map<string, Remembered>): void {
  for (const [id, { source }] of remembered) remembered.set(id, { hash: "", source });
}
