import * as z from "zod/mini";
import type { Truncation } from "../../embedding/models/model";
import { RunFile } from "../run/run-file";

/** What a {@link Checkpoint} is of. */
export interface Work {
  readonly bucket: string;
  /** The index's ARN. */
  readonly index: string;
  readonly model: string;
  readonly reembed: boolean;
  readonly assumedModel: string | undefined;
  /** Whether a text that is too long for the model is refused, or its end left out. */
  readonly truncate: Truncation;
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
  /** Which of them have expired, by id: in checkpoints from before anything could, none. */
  expired: z._default(z.array(z.string()), []),
});

/** A step of the work. */
export type Step = z.infer<typeof step>;

/** How far the work has come, in a file with a line for the work and one for each step, until all is done. */
export class Checkpoint {
  private constructor(
    private readonly file: RunFile,
    /** When the work was begun, by this machine's clock. */
    readonly startedAt: Date,
    /** The steps of the runs before this one. */
    readonly steps: readonly Step[],
  ) {}

  /** Throws a `CommandError` where it cannot be read or written. */
  static open({ directory, work, restart, readOnly }: CheckpointArgs): Checkpoint {
    const { bucket, index, model, reembed, assumedModel, localData, truncate } = work;
    const file = RunFile.open({
      name: "checkpoint",
      directory,
      variable: "REINDEX_DIR",
      // What refuses is called as it was before there was a choice.
      identity: [bucket, index, model, reembed, assumedModel, localData, ...(truncate === "end" ? [truncate] : [])],
      header: { ...work, startedAt: new Date() },
      restart,
      readOnly,
    });
    return file.read((lines) => {
      const [first, ...others] = Array.from(lines, (line): unknown => JSON.parse(line));
      const { startedAt } = header.parse(first);
      return new Checkpoint(
        file,
        new Date(startedAt),
        others.map((line) => step.parse(line)),
      );
    });
  }

  /** A step is done. Throws a `CommandError`. */
  add(done: Step): void {
    this.file.append([done]);
  }

  /** All is done. */
  remove(): void {
    this.file.remove();
  }
}
