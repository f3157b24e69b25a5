import type { PacedRequest } from "./pacer";

/** With nothing taken for so long, in milliseconds, each request asks for too much: quotas are counted by the minute. */
const starvedMs = 60_000;

/** A larger size is tried after so many requests, and after twice as many each time that it was too large. */
const requestsBetweenTrials = { first: 5, last: 640 };

/** After so many requests in a row that were taken in part, those are as many as the service has room for at once. */
const partlyUntilSmaller = 3;

/** How many items to put into a request: as many as fit, and fewer where the service takes only some of them. */
export class BatchSize {
  private size: number;
  /** The largest that was taken whole, so far as is known. */
  private good: number;
  private wholeInARow = 0;
  private partlyInARow = 0;
  private requestsBetweenTrials = requestsBetweenTrials.first;
  private takenAt: number | undefined;
  private partlyAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly max: number) {
    this.size = max;
    this.good = max;
  }

  get current(): number {
    return this.size;
  }

  /** Whether so many items are more than were ever taken whole. */
  isTrial(count: number): boolean {
    return count > this.good;
  }

  /** The service took so many of the items of a request. Times are in milliseconds. */
  settle({ count, sentAt }: Pick<PacedRequest, "count" | "sentAt">, taken: number, now: number): void {
    const isStarved = taken === 0 && now - (this.takenAt ?? now) >= starvedMs;
    if (taken > 0 || this.takenAt === undefined) this.takenAt = now;
    if (taken === count) this.grow(count);
    else if (this.isTrial(count)) {
      this.requestsBetweenTrials = Math.min(this.requestsBetweenTrials * 2, requestsBetweenTrials.last);
      this.shrink(this.good);
    } else if (taken > 0) {
      // Those that are under way together find as little room together.
      if (sentAt < this.partlyAt) return;
      this.partlyAt = now;
      this.partlyInARow += 1;
      // Where but a few are left over once, the next may find room at a lower rate.
      if (this.partlyInARow >= partlyUntilSmaller) this.shrink(taken);
      else if (taken <= count / 2) this.shrink(Math.ceil(count / 2));
    } else if (isStarved) this.shrink(Math.ceil(count / 2));
  }

  private grow(count: number): void {
    if (this.isTrial(count)) this.requestsBetweenTrials = requestsBetweenTrials.first;
    this.good = Math.max(this.good, count);
    this.wholeInARow += 1;
    this.partlyInARow = 0;
    if (this.wholeInARow < this.requestsBetweenTrials || this.size === this.max) return;
    this.wholeInARow = 0;
    this.size = Math.min(this.max, Math.ceil(this.size * 1.5));
  }

  private shrink(size: number): void {
    this.size = Math.min(this.size, size);
    this.good = this.size;
    this.wholeInARow = 0;
  }
}
