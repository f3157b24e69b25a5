import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { systemReason } from "../../documents/document-error";
import { CommandError } from "../command/command-error";
import { makeDirectory } from "../command/make-directory";

/** Arguments of {@link RunFile.open}. */
export interface RunFileArgs {
  /** What the file is called, such as `journal`. */
  readonly name: string;
  /** The folder that it is in, and the environment variable that names another one. */
  readonly directory: string;
  readonly variable: string;
  /** What the run is of: the same work has the same file. */
  readonly identity: readonly unknown[];
  /** The first line of a new file, which says for what it is. */
  readonly header: object;
  /** Whether to begin anew. */
  readonly restart: boolean;
  /**
   * Whether to write nothing.
   * @default false
   */
  readonly readOnly?: boolean;
}

/**
 * What a run of a command has done, in a file that survives the process, so that the next one goes on from there: lines
 * of JSON, the first of which says for what. What was killed in the middle of a line has not written it.
 */
export class RunFile {
  private constructor(
    readonly path: string,
    private readonly args: RunFileArgs,
    /** The whole lines of the runs before, and the header. */
    private readonly written: Buffer,
    /** Undefined where nothing is to be written. */
    private readonly file: number | undefined,
  ) {}

  /** Throws a {@link CommandError} where it cannot be read or written. */
  static open(args: RunFileArgs): RunFile {
    const { directory, identity, restart, readOnly = false } = args;
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
    const path = join(directory, `${hash.slice(0, 16)}.jsonl`);
    try {
      const bytes = !restart && existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
      const written = whole.length > 0 ? whole : Buffer.from(`${JSON.stringify(args.header)}\n`);
      if (readOnly) return new RunFile(path, args, written, undefined);
      makeDirectory(directory);
      if (whole.length === 0) writeFileSync(path, written);
      else if (whole.length < bytes.length) truncateSync(path, whole.length);
      return new RunFile(path, args, written, openSync(path, "a"));
    } catch (error) {
      throw cannotWrite(path, args, error);
    }
  }

  /** What `parse` makes of the lines, the first of which is the header. Throws a {@link CommandError} where it throws. */
  read<Value>(parse: (lines: Iterable<string>) => Value): Value {
    try {
      return parse(linesOf(this.written));
    } catch {
      this.close();
      throw new CommandError(`The ${this.args.name} ${this.path} cannot be read: add --restart to begin anew`);
    }
  }

  /** Adds a line for each value; `isDurable` where a crash of the machine must not lose them. Throws a {@link CommandError}. */
  append(values: readonly unknown[], { isDurable = false } = {}): void {
    if (this.file === undefined || values.length === 0) return;
    try {
      appendFileSync(this.file, values.map((value) => `${JSON.stringify(value)}\n`).join(""));
      if (isDurable) fdatasyncSync(this.file);
    } catch (error) {
      throw cannotWrite(this.path, this.args, error);
    }
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }

  /** All is done. */
  remove(): void {
    this.close();
    if (this.file !== undefined) rmSync(this.path, { force: true });
  }
}

function* linesOf(bytes: Buffer): Generator<string> {
  let start = 0;
  for (let end = bytes.indexOf("\n"); end !== -1; end = bytes.indexOf("\n", start)) {
    yield bytes.toString("utf8", start, end);
    start = end + 1;
  }
}

function cannotWrite(path: string, { name, variable }: RunFileArgs, error: unknown): CommandError {
  return new CommandError(
    `The ${name} ${path} cannot be written (${systemReason(error)}): set ${variable} to a folder that can`,
  );
}
