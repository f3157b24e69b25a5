import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { CommandError, systemReason } from "../command-error";

/** What a {@link Checkpoint} is of. */
export interface Work {
  readonly bucket: string;
  /** The index's ARN. */
  readonly index: string;
  readonly model: string;
  readonly reembed: boolean;
  readonly assumedModel: string | undefined;
  /** The folder with the data of a local deployment, all of which have the same names; undefined on AWS. */
  readonly localData: string | undefined;
}

/** Arguments of {@link Checkpoint.open}. */
export interface CheckpointArgs {
  /** The folder that checkpoints are in. */
  readonly directory: string;
  readonly work: Work;
  /** Whether to begin anew. */
  readonly restart: boolean;
  /** Whether to write nothing. */
  readonly readOnly: boolean;
}

const header = z.object({ startedAt: z.iso.datetime() });
const step = z.object({
  /** The key up to which all is done. */
  lastKey: z.string(),
  /** How many objects there were since the step before. */
  count: z.number(),
  reembedded: z.number(),
  inputTokens: z.number(),
  /** How many vectors were taken for the index's because the caller says so. */
  trusted: z.number(),
  /** Which of them are not in the index, and why, by id. */
  problems: z.array(z.tuple([z.string(), z.string()])),
  /** What of them is not in the index, by id. */
  leftOut: z.array(z.tuple([z.string(), z.array(z.string())])),
});

/** A step of the work. */
export type Step = z.infer<typeof step>;

/**
 * How far the work has come, in a file that survives the process: a line for the work and one for each step. What was
 * killed in the middle of a line has not done that step.
 */
export class Checkpoint {
  private constructor(
    private readonly path: string,
    private readonly readOnly: boolean,
    /** When the work was begun, by this machine's clock. */
    readonly startedAt: Date,
    /** The steps of the runs before this one. */
    readonly steps: readonly Step[],
  ) {}

  /** Throws a {@link CommandError} where it cannot be read or written. */
  static open({ directory, work, restart, readOnly }: CheckpointArgs): Checkpoint {
    const hash = createHash("sha256").update(
      JSON.stringify([work.bucket, work.index, work.model, work.reembed, work.assumedModel, work.localData]),
    );
    const path = join(directory, `${hash.digest("hex").slice(0, 16)}.jsonl`);
    try {
      if (!restart && existsSync(path)) {
        const { startedAt, steps, length } = parse(path);
        if (!readOnly) truncateSync(path, length);
        return new Checkpoint(path, readOnly, startedAt, steps);
      }
      const startedAt = new Date();
      if (!readOnly) {
        mkdirSync(directory, { recursive: true });
        writeFileSync(path, `${JSON.stringify({ ...work, startedAt })}\n`);
      }
      return new Checkpoint(path, readOnly, startedAt, []);
    } catch (error) {
      throw error instanceof CommandError ? error : cannotWrite(path, error);
    }
  }

  /** A step is done. */
  add(done: Step): void {
    // Another run of the same work may have done all. Without its first line, the file could not be read.
    if (this.readOnly || !existsSync(this.path)) return;
    try {
      appendFileSync(this.path, `${JSON.stringify(done)}\n`);
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  /** All is done. */
  remove(): void {
    if (!this.readOnly) rmSync(this.path, { force: true });
  }
}

/** What a checkpoint says, and its length in bytes without a line that was cut off. */
function parse(path: string): { readonly startedAt: Date; readonly steps: Step[]; readonly length: number } {
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const lines = whole.split("\n").slice(0, -1);
  try {
    const [first = "", ...others] = lines;
    const { startedAt } = header.parse(JSON.parse(first));
    const steps = others.map((line) => step.parse(JSON.parse(line)));
    return { startedAt: new Date(startedAt), steps, length: Buffer.byteLength(whole) };
  } catch {
    throw new CommandError(`The checkpoint ${path} cannot be read: add --restart to begin anew`);
  }
}

function cannotWrite(path: string, error: unknown): CommandError {
  return new CommandError(
    `The checkpoint ${path} cannot be written (${systemReason(error)}): set REINDEX_DIR to a folder that can`,
  );
}
