const minuteMs = 60_000;

/** How many of something there were within the last minute. Times are in milliseconds. */
export class LastMinute {
  static readonly seconds = minuteMs / 1_000;

  private readonly entries: { readonly at: number; readonly count: number }[] = [];
  private total = 0;

  add(count: number, now: number): void {
    this.entries.push({ at: now, count });
    this.total += count;
  }

  /** How many there were. */
  count(now: number): number {
    while (this.entries[0] && this.entries[0].at <= now - minuteMs) this.total -= this.entries.shift()?.count ?? 0;
    return this.total;
  }

  /** How many a second there were at the least: what came last only ends the time of those before. */
  leastPerSecond(now: number): number {
    return (this.count(now) - (this.entries.at(-1)?.count ?? 0)) / LastMinute.seconds;
  }
}
