import { pause } from "../../functions/aws/backoff";

/** The time, and waiting for it. */
export interface Clock {
  /** The time in milliseconds, from any start. */
  now(): number;
  /** Waits for milliseconds; ends early, and without an error, when the signal says so. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The clock of the machine, which nobody sets. */
export const systemClock: Clock = { now: () => performance.now(), sleep: pause };
