/**
 * How many requests may be under way at a time: half as many after one that was throttled, and one more after each
 * full round that was not.
 */
export class AdaptiveLimit {
  private limit: number;
  private active = 0;
  private started = 0;
  private loweredAt = 0;
  private successes = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max: number) {
    this.limit = max;
  }

  /** How many may be under way now. */
  get current(): number {
    return this.limit;
  }

  /** What `request` returns, as soon as it may begin; `isThrottled` tells whether that was too much. */
  async run<Value>(request: () => Promise<Value>, isThrottled: (value: Value) => boolean): Promise<Value> {
    while (this.active >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.active += 1;
    this.started += 1;
    const number = this.started;
    try {
      const value = await request();
      if (isThrottled(value)) this.lower(number);
      else this.raise();
      return value;
    } finally {
      this.active -= 1;
      for (const resume of this.waiting.splice(0)) resume();
    }
  }

  private lower(number: number): void {
    this.successes = 0;
    // Those that were under way together are throttled together: that counts once.
    if (number <= this.loweredAt) return;
    this.loweredAt = this.started;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
  }

  private raise(): void {
    this.successes += 1;
    if (this.successes < this.limit) return;
    this.successes = 0;
    this.limit = Math.min(this.max, this.limit + 1);
  }
}
