/**
 * How many requests may be under way at a time: half as many after one that was throttled, and one more after each
 * full round that was not. Those that wait begin in the order in which they came.
 */
export class AdaptiveLimit {
  private limit: number;
  private active = 0;
  private started = 0;
  private loweredAt = 0;
  private lowered = 0;
  private successes = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max: number) {
    this.limit = max;
  }

  /** How many may be under way now. */
  get current(): number {
    return this.limit;
  }

  /** How often in a row it was lowered, with no success between, also where it could get no lower. */
  get loweredInARow(): number {
    return this.lowered;
  }

  /**
   * What `request` returns, as soon as it may begin; `isThrottled` tells whether that was too much, or undefined where it
   * says nothing of that, as an error does.
   */
  async run<Value>(request: () => Promise<Value>, isThrottled: (value: Value) => boolean | undefined): Promise<Value> {
    if (this.active < this.limit) this.active += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.started += 1;
    const number = this.started;
    try {
      const value = await request();
      const throttled = isThrottled(value);
      if (throttled) this.lower(number);
      else if (throttled === false) this.raise();
      return value;
    } finally {
      this.active -= 1;
      this.resume();
    }
  }

  private resume(): void {
    while (this.active < this.limit) {
      const begin = this.waiting.shift();
      if (!begin) return;
      this.active += 1;
      begin();
    }
  }

  private lower(number: number): void {
    this.successes = 0;
    // Those that were under way together are throttled together: that counts once.
    if (number <= this.loweredAt) return;
    this.loweredAt = this.started;
    this.lowered += 1;
    this.limit = Math.max(1, Math.floor(this.limit / 2));
  }

  private raise(): void {
    this.lowered = 0;
    this.successes += 1;
    if (this.successes < this.limit) return;
    this.successes = 0;
    this.limit = Math.min(this.max, this.limit + 1);
  }
}
