import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { InputFile } from "../../documents/files/file-finder";
import { passageId } from "../../documents/passage-id";
import type { Journal } from "./journal";

/** Arguments of {@link FileMemory}. */
export interface FileMemoryArgs {
  readonly journal: Pick<Journal, "hashOf" | "fileOf" | "noteFile">;
  /** What all ids begin with. */
  readonly prefix: string;
  /** Names how files are cut: what was cut otherwise is read again. */
  readonly cutting: string;
}

/** Knows the files whose bytes are as they were and whose passages are all stored, so that they need not be cut again. */
export class FileMemory {
  private readonly known = new Set<string>();
  /** How many passages those files have. */
  passages = 0;
  private current: { readonly key: string; readonly digest: Hash; count: number } | undefined;

  constructor(private readonly args: FileMemoryArgs) {}

  /**
   * Whether a file need not be read, of whose passages `take` is told the ids. What is added from here on is of this file.
   * Rows of tables and lines of JSON have ids of their own, and are read each time.
   */
  async look({ source: { path, name }, format }: InputFile, take: (id: string) => void): Promise<boolean> {
    this.end();
    const key = "records" in format ? undefined : await this.fingerprint(path, name);
    if (key === undefined) return false;
    const { journal, prefix } = this.args;
    const record = journal.fileOf(key);
    const ids = Array.from({ length: record?.count ?? 0 }, (_, index) => passageId(prefix, name, index + 1));
    if (record && digestOf(ids.map((id) => journal.hashOf(id))) === record.digest) {
      ids.forEach(take);
      this.known.add(path);
      this.passages += ids.length;
      return true;
    }
    this.current = { key, digest: createHash("sha256"), count: 0 };
    return false;
  }

  /** Whether {@link look} has said so of a file. */
  isKnown({ source: { path } }: InputFile): boolean {
    return this.known.has(path);
  }

  /** A passage of the file, by the hash that the journal has of it. */
  add(hash: string): void {
    if (!this.current) return;
    this.current.count += 1;
    this.current.digest.update(hash);
  }

  /** Something of the file was left out, which is to be said each time. */
  leaveOut(): void {
    this.current = undefined;
  }

  /** The file is read. */
  end(): void {
    if (!this.current) return;
    const { key, digest, count } = this.current;
    this.current = undefined;
    if (count > 0) this.args.journal.noteFile(key, { count, digest: digest.digest("hex") });
  }

  /** Of the bytes of a file, and of all else that its passages are made of; undefined where it cannot be read. */
  private async fingerprint(path: string, name: string): Promise<string | undefined> {
    const hash = createHash("sha256").update(JSON.stringify([this.args.cutting, name]));
    try {
      for await (const chunk of createReadStream(path)) hash.update(chunk);
      return hash.digest("hex");
    } catch {
      // Which reading it will say.
      return undefined;
    }
  }
}

function digestOf(hashes: readonly (string | undefined)[]): string {
  const digest = createHash("sha256");
  for (const hash of hashes) digest.update(hash ?? "");
  return digest.digest("hex");
}
