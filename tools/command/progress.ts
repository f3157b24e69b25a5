import { Presets, SingleBar } from "cli-progress";
import { duration } from "./duration";
import { LastMinute } from "./last-minute";
import { counted, number } from "./number";

/** Where progress is shown. */
export interface ProgressArgs {
  /** How many there are. */
  readonly total: number;
  /** What each of them is, such as `passage`. */
  readonly unit: string;
  /**
   * Says that the work is to end, which this shows.
   * @default it is not
   */
  readonly signal?: AbortSignal;
  /** @default standard error */
  readonly stream?: NodeJS.WriteStream | (NodeJS.WritableStream & { readonly isTTY?: boolean });
  /**
   * The time in milliseconds, from any start.
   * @default the monotonic clock
   */
  readonly now?: () => number;
}

/** Between two plain lines, in milliseconds. */
const lineIntervalMs = 5_000;

/** How much of a long work is done: a bar on a terminal, and elsewhere a line now and then. */
export class Progress {
  private readonly total: number;
  private readonly unit: string;
  private readonly stream: NonNullable<ProgressArgs["stream"]>;
  private readonly now: () => number;
  private readonly startedAt: number;
  private readonly bar: SingleBar | undefined;
  private done = 0;
  private readonly worked = new LastMinute();
  private note = "";
  private limit = "";
  private noteUntil = Number.NEGATIVE_INFINITY;
  private lineAt: number;
  private readonly stopped = new AbortController();

  constructor({ total, unit, signal, stream = process.stderr, now = () => performance.now() }: ProgressArgs) {
    this.total = total;
    this.unit = unit;
    this.stream = stream;
    this.now = now;
    this.startedAt = now();
    this.lineAt = this.startedAt;
    signal?.addEventListener("abort", () => this.status("stopping after the requests under way"), this.stopped);
    if (!stream.isTTY) return;
    this.bar = new SingleBar(
      // The command itself ends in order when it is interrupted.
      { stream, format: `{bar} {percentage}% {line}`, hideCursor: true, gracefulExit: false, barsize: 25 },
      Presets.shades_classic,
    );
    this.bar.start(total, 0, { line: this.line() });
  }

  /** So many more are done; `skipped` ones took no time, and do not count for the rate. */
  advance(count: number, { skipped = false } = {}): void {
    this.done += count;
    if (!skipped) this.worked.add(count, this.now());
    if (this.now() >= this.noteUntil) this.note = "";
    if (this.bar) this.bar.update(this.done, { line: this.line() });
    else if (this.now() - this.lineAt >= lineIntervalMs) {
      this.lineAt = this.now();
      this.stream.write(`${this.line()}\n`);
    }
  }

  /** What the rate is held back by from now on, where nothing keeps it from going on; empty for nothing. */
  heldBackBy(limit: string): void {
    this.limit = limit;
  }

  /** What keeps it from going on; until it goes on without that for a while. */
  status(note: string): void {
    this.noteUntil = this.now() + lineIntervalMs;
    if (note === this.note) return;
    this.note = note;
    if (this.bar) this.bar.update(this.done, { line: this.line() });
    else this.stream.write(`${this.line()}\n`);
  }

  /** Leaves the bar as it is, and the terminal to others. */
  stop(): void {
    this.stopped.abort();
    this.bar?.update(this.done, { line: this.line() });
    this.bar?.stop();
  }

  private line(): string {
    const now = this.now();
    // Of the last minute, for what holds it back changes.
    const seconds = Math.min(now - this.startedAt, 60_000) / 1000;
    const rate = seconds > 0 ? this.worked.count(now) / seconds : 0;
    const left = rate > 0 ? `, ${duration((this.total - this.done) / rate)} left` : "";
    const count = `${number(this.done)} of ${counted(this.total, this.unit)}`;
    const note = this.note || this.limit;
    return `${count}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second${left}${note && `; ${note}`}`;
  }
}
