import type { LocalFunction } from "../lambda/lambda-function";

/** What is invoked, and how often. */
export interface LocalSchedule {
  /** What the function is called in what is said of its runs. */
  readonly title: string;
  readonly lambda: Pick<LocalFunction, "invoke">;
  /** The time from one run to the next, in milliseconds, of at most 24 days. */
  readonly everyMs: number;
}

/** A run that has ended, for whoever watches. */
export interface ScheduledRun {
  readonly title: string;
  readonly durationMs: number;
  /** What the function returned; undefined where it failed. */
  readonly result?: unknown;
  /** The line of log that the function left. */
  readonly log?: string | undefined;
  /** Why it failed. */
  readonly error?: unknown;
}

/** Functions that run by a schedule, at the start for the first time, and none twice at once. Nothing repeats what has failed. */
export class LocalSchedules {
  private readonly timers: NodeJS.Timeout[] = [];
  private isClosed = false;

  /** Tells each run that has ended. */
  constructor(private readonly report: (run: ScheduledRun) => void = writeLog) {}

  start(schedules: readonly LocalSchedule[]): void {
    for (const schedule of schedules) {
      let running = false;
      const run = async () => {
        if (running) return;
        running = true;
        await this.run(schedule);
        running = false;
      };
      this.timers.push(setInterval(run, schedule.everyMs).unref());
      void run();
    }
  }

  /** What runs is ended with its function, and not told of. */
  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearInterval(timer);
  }

  private async run({ title, lambda }: LocalSchedule): Promise<void> {
    const startMs = performance.now();
    let log: string | undefined;
    const outcome = await lambda
      .invoke({}, (line) => {
        log = line;
      })
      .then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
    if (!this.isClosed) this.report({ title, durationMs: performance.now() - startMs, log, ...outcome });
  }
}

function writeLog({ log, error }: ScheduledRun): void {
  if (log) process.stdout.write(log);
  if (error) console.error(error);
}
