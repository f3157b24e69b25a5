import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { InputFile } from "../../documents/files/file-finder";
import { findFiles } from "../../documents/files/find-files";
import type { LeaveOut } from "../../documents/left-out";
import type { Passage } from "../../documents/passage";
import { type ReadPassagesArgs, readPassages } from "../../documents/read-passages";
import { version } from "../../package.json";
import { cutFor } from "./cut-for";
import type { IngestOptions } from "./options";

/** What a run reads: the files that are named, and how they are cut. */
export class Input {
  private constructor(
    private readonly files: readonly InputFile[],
    private readonly options: IngestOptions,
    /** Names what is read: runs over the same paths by the same patterns have the same. */
    readonly source: string,
  ) {}

  static async find(paths: readonly string[], options: IngestOptions, leaveOut: LeaveOut): Promise<Input> {
    const { include, exclude, encoding, "no-ignore": noIgnore, report } = options;
    const files = await findFiles(paths, { include, exclude, noIgnore, encoding, leaveOut });
    // Which would never end, for each of its lines is none of a passage and adds one.
    const others = files.filter(({ source }) => resolve(source.path) !== resolve(report ?? ""));
    const read = [paths.map((path) => resolve(path)).toSorted(), include.toSorted(), exclude.toSorted(), noIgnore];
    return new Input(others, options, createHash("sha256").update(JSON.stringify(read)).digest("hex"));
  }

  /** Names how files are cut. */
  get cutting(): string {
    const { model, overlap, encoding, "passage-tokens": maxTokens, "metadata-from": metadataKeys } = this.options;
    return JSON.stringify([version, model, overlap, encoding, maxTokens, metadataKeys]);
  }

  /** Reads the files, each time anew: all of them at a time may be more than memory holds. */
  passages(args: Pick<ReadPassagesArgs, "leaveOut" | "isKnown" | "signal">): AsyncGenerator<Passage> {
    const { prefix, adapter, overlap, "passage-tokens": maxTokens, "metadata-from": metadataKeys } = this.options;
    const cut = cutFor(adapter, { maxTokens, overlapTokens: overlap });
    return readPassages(this.files, { prefix, cut, metadataKeys, ...args });
  }
}
