import type { Clock } from "../../../tools/run/clock";

/** A clock that stands still while anything is to be done, and then goes on to when the next one wakes. */
export class SimulatedClock implements Clock {
  private ms = 0;
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.ms;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        at: this.ms + Math.max(0, milliseconds),
        wake: () => {
          this.sleepers.delete(sleeper);
          resolve();
        },
      };
      if (signal?.aborted) return resolve();
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      this.sleepers.add(sleeper);
    });
  }

  /** Lets time go by until a promise has settled. Throws where it never will. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      await new Promise(setImmediate);
      if (settled) return promise;
      let next: { readonly at: number; readonly wake: () => void } | undefined;
      // Of those that wake at the same time, who has slept longest is first.
      for (const sleeper of this.sleepers) if (!next || sleeper.at < next.at) next = sleeper;
      if (!next) throw new Error("Nothing will happen any more");
      this.ms = next.at;
      next.wake();
    }
  }
}
