/** A request that takes so many times as long as the fastest waits for others rather than for itself. */
const crowded = 2;

/** How many requests to have under way: more as long as they take no longer for it. */
export class Parallelism {
  private limit: number;
  private fastest: { readonly count: number; readonly milliseconds: number } | undefined;

  constructor(private readonly max: number) {
    this.limit = 1;
  }

  get current(): number {
    return this.limit;
  }

  /** A request for so many items was answered; `wasFull` where as many were under way as may be. */
  succeed(count: number, milliseconds: number, wasFull: boolean): void {
    const { fastest } = this;
    const isComparable = fastest && count <= 2 * fastest.count && fastest.count <= 2 * count;
    if (!isComparable || milliseconds < fastest.milliseconds) this.fastest = { count, milliseconds };
    const slowness = milliseconds / (this.fastest?.milliseconds || 1);
    if (slowness <= crowded && wasFull) this.limit = Math.min(this.max, this.limit + 1);
    else if (slowness > 2 * crowded) this.limit = Math.max(1, this.limit - 1);
  }

  /** A request was not answered in time, or not at all. */
  fail(): void {
    this.limit = Math.max(1, Math.floor(this.limit / 2));
  }
}
