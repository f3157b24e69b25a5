import { type Backoff, backoffMs } from "../../functions/aws/backoff";
import { CommandError } from "../command/command-error";
import { duration } from "../command/duration";

/** How long a service is waited for that has answered in this run, in milliseconds: as long as a restart takes. */
const restartMs = 120_000;

/** How long one is that has never answered: it may just be starting. */
const startMs = 10_000;

/** How long one is that says to everything that it is too much. */
const throttledMs = 600_000;

/** Between the requests that tell whether it is back. */
const pauses: Backoff = { firstPauseMs: 500, maxPauseMs: 5_000 };

/** Since when a service has stored nothing, and whether to wait for it any longer. Times are in milliseconds. */
export class Outage {
  /** Whether it has ever stored something in this run. */
  hasAnswered = false;
  private since: number | undefined;
  private failures = 0;
  private nextAt = Number.NEGATIVE_INFINITY;

  /** Whether it has gone, and has not come back yet. */
  get isAway(): boolean {
    return this.hasAnswered && this.failures > 0;
  }

  /** When to ask whether it is back. */
  get opensAt(): number {
    return this.nextAt;
  }

  /** It has stored something. */
  end(): void {
    this.hasAnswered = true;
    this.since = undefined;
    this.back();
  }

  /** It says that it is asked for too much. Throws a {@link CommandError} once it has said nothing else for long. */
  throttle(reason: string, isLimit: boolean, now: number): void {
    this.back();
    this.wait(reason, isLimit ? throttledMs : restartMs, now);
  }

  /** It does not answer as a service does that runs, and is asked again later. Throws a {@link CommandError} once that takes too long. */
  fail(reason: string, retryAfterMs: number, now: number): void {
    this.failures += 1;
    this.nextAt = now + Math.max(backoffMs(this.failures, pauses), Math.min(retryAfterMs, pauses.maxPauseMs));
    this.wait(reason, this.hasAnswered ? restartMs : startMs, now);
  }

  private back(): void {
    this.failures = 0;
    this.nextAt = Number.NEGATIVE_INFINITY;
  }

  private wait(reason: string, patienceMs: number, now: number): void {
    this.since ??= now;
    if (now - this.since < patienceMs) return;
    throw new CommandError(
      `Gave up after ${duration(patienceMs / 1_000)} without a passage stored: ${reason}. Run the same command again to go on`,
    );
  }
}
