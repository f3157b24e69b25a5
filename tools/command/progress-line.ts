import { duration } from "./duration";
import { LastMinute } from "./last-minute";
import { counted, number } from "./number";

/** What a {@link ProgressLine} is of. */
export interface ProgressLineArgs {
  /** How many there are. */
  readonly total: number;
  /** What each of them is, such as `passage`. */
  readonly unit: string;
  /**
   * The time in milliseconds, from any start.
   * @default the monotonic clock
   */
  readonly now?: (() => number) | undefined;
}

/** How long a note stays while the work goes on, in milliseconds. */
const noteMs = 5_000;

/** How much of a long work is done, in a line: how fast it goes, how long it will take, and what holds it up. */
export class ProgressLine {
  done = 0;

  private readonly total: number;
  private readonly unit: string;
  private readonly now: () => number;
  private readonly startedAt: number;
  private readonly worked = new LastMinute();
  private note = "";
  private limit = "";
  private noteUntil = Number.NEGATIVE_INFINITY;

  constructor({ total, unit, now = () => performance.now() }: ProgressLineArgs) {
    this.total = total;
    this.unit = unit;
    this.now = now;
    this.startedAt = now();
  }

  /** So many more are done; `skipped` ones took no time, and do not count for the rate. */
  advance(count: number, { skipped = false } = {}): void {
    this.done += count;
    if (!skipped) this.worked.add(count, this.now());
    if (this.now() >= this.noteUntil) this.note = "";
  }

  /** What the rate is held back by from now on, where nothing keeps it from going on; empty for nothing. */
  heldBackBy(limit: string): void {
    this.limit = limit;
  }

  /** What keeps it from going on, until it goes on without that for a while; false where that is said already. */
  status(note: string): boolean {
    this.noteUntil = this.now() + noteMs;
    if (note === this.note) return false;
    this.note = note;
    return true;
  }

  get text(): string {
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
