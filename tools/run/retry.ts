import { type Backoff, backoffMs, pause } from "../../functions/aws/backoff";
import { throwIfInterrupted } from "../command/interrupted";

/** How to repeat what fails. */
export interface RetryPolicy extends Backoff {
  /** How often something is tried, at most, without any success between. */
  readonly attempts: number;
}

/** Counts the attempts at one thing that have failed in a row. */
export class Attempts {
  private failures = 0;

  constructor(private readonly policy: RetryPolicy) {}

  /** Some of it has succeeded. */
  succeed(): void {
    this.failures = 0;
  }

  /** It has failed. */
  fail(): void {
    this.failures += 1;
  }

  /** Whether there is to be no other attempt. */
  get isLast(): boolean {
    return this.failures >= this.policy.attempts;
  }

  /** How long to wait before the next, in milliseconds. */
  get pauseMs(): number {
    return backoffMs(this.failures, this.policy);
  }
}

/** Arguments of {@link withRetries}. */
export interface RetryArgs {
  readonly policy: RetryPolicy;
  /** Whether another attempt may not fail by this error. */
  readonly isTransient: (error: unknown) => boolean;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** What `task` returns, repeated while it fails in passing. Throws `Interrupted` instead of waiting. */
export async function withRetries<Value>(
  task: () => Promise<Value>,
  { policy, isTransient, signal }: RetryArgs,
): Promise<Value> {
  for (const attempts = new Attempts(policy); ; ) {
    try {
      return await task();
    } catch (error) {
      if (!isTransient(error)) throw error;
      throwIfInterrupted(signal);
      attempts.fail();
      if (attempts.isLast) throw error;
      await pause(attempts.pauseMs, signal);
      throwIfInterrupted(signal);
    }
  }
}
