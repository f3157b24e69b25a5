import { LastMinute } from "../command/last-minute";

/** A request that a {@link Pacer} has let go. */
export interface PacedRequest {
  readonly sentAt: number;
  /** How many items it asks for. */
  readonly count: number;
  /** Whether it waited for the pacer alone, so that its success tells that more could be asked for. */
  readonly isPaced: boolean;
}

/** What became of a {@link PacedRequest}. */
export interface Settlement {
  readonly taken: number;
  readonly retryAfterMs: number;
  readonly isTrial: boolean;
}

/** The least steps of the rate: up by so little that few requests are refused, down by what one refusal shows. */
const leastUp = 0.002;
const leastDown = 0.025;

/** By how much a step grows each time that the last one was in the right direction, until the rate doubles or halves. */
const growth = 1.3;

/** The rate goes up no more often than this, in milliseconds: what is refused while many are under way shows late. */
const upIntervalMs = 2_000;

/** The longest pause after a refusal, as a share of what is between two requests: a long one leaves room unused. */
const maxPauseShare = 0.4;

/** The same in milliseconds, and the longest between two requests: quotas are counted by the minute. */
const maxPauseMs = 5_000;
const maxIntervalSeconds = 60;

/** After so many refusals in a row, what they were told to wait is waited by all. */
const refusalsUntilClosed = 3;

/** The least time in seconds that a rate is measured over. */
const leastMeasuredSeconds = 0.25;

/**
 * Finds how many items a second a service takes that says only whether it took a request, and tells when to send the
 * next. The first refusal shows a rate, which is then searched for in steps: longer in the same direction, short ones
 * where it turns. Only what was taken costs time; what was refused is asked for again a step later. All times are in
 * milliseconds.
 */
export class Pacer {
  /** Items a second; undefined until something was refused. */
  private rate: number | undefined;
  private nextAt = Number.NEGATIVE_INFINITY;
  private closedUntil = Number.NEGATIVE_INFINITY;
  private step = 0.5;
  private direction: "up" | "down" = "down";
  private changedAt = Number.NEGATIVE_INFINITY;
  private loweredAt = Number.NEGATIVE_INFINITY;
  private firstSentAt: number | undefined;
  private lastSentAt = Number.NEGATIVE_INFINITY;
  private takenAt = Number.NEGATIVE_INFINITY;
  /** Until when those were told to wait that were refused since something was taken. */
  private told: number[] = [];
  private readonly taken = new LastMinute();

  /** When the next request may be sent. */
  get opensAt(): number {
    return Math.max(this.nextAt, this.closedUntil);
  }

  /** A request for so many items is sent. */
  send(count: number, now: number): PacedRequest {
    this.firstSentAt ??= now;
    const intervalMs = this.intervalMs(count);
    const isPaced = this.rate !== undefined && now <= this.opensAt + intervalMs / 2;
    this.nextAt = now + intervalMs;
    this.lastSentAt = now;
    return { sentAt: now, count, isPaced };
  }

  /**
   * The service took so many of a request's items, and those that it did not are to wait for `retryAfterMs`. Where the
   * request was a `trial` of a larger size, that it was not taken whole says nothing of the rate.
   */
  settle({ sentAt, count, isPaced }: PacedRequest, { taken, retryAfterMs, isTrial }: Settlement, now: number): void {
    if (taken > 0) {
      this.taken.add(taken, sentAt);
      this.told = [];
      this.takenAt = now;
      this.closedUntil = Number.NEGATIVE_INFINITY;
    } else this.close(count, now + retryAfterMs, now);
    // What was sent before the rate changed tells of another one.
    if (taken < count) {
      this.slowDown(count - taken, sentAt >= this.loweredAt && !isTrial, now);
      this.ask(count - taken, sentAt === this.lastSentAt, now);
    } else if (isPaced && sentAt >= this.changedAt && now - this.changedAt >= upIntervalMs) this.speedUp(now);
  }

  private speedUp(now: number): void {
    if (this.direction === "up") this.step = Math.min(this.step * growth, 1);
    // A long way down may have gone too far.
    else this.step = this.step > 2 * leastDown ? this.step / 4 : leastUp;
    this.direction = "up";
    this.changedAt = now;
    this.rate = (this.rate ?? 0) * (1 + this.step);
  }

  private slowDown(refused: number, isNews: boolean, now: number): void {
    const before = this.rate;
    if (before === undefined) {
      const seconds = Math.min((now - (this.firstSentAt ?? now)) / 1_000, LastMinute.seconds);
      this.rate = Math.max(this.taken.count(now), refused) / Math.max(seconds, leastMeasuredSeconds);
      this.changedAt = now;
      this.loweredAt = now;
    } else if (isNews) {
      this.step =
        this.direction === "down" ? Math.min(this.step * growth, 1) : Math.max(Math.min(this.step / 2, 0.5), leastDown);
      this.direction = "down";
      this.changedAt = now;
      this.loweredAt = now;
      this.rate = Math.max(before / (1 + this.step), this.taken.leastPerSecond(now), refused / maxIntervalSeconds);
    }
  }

  /** Asks for what was refused a step later; where others were sent since, they have done so. */
  private ask(refused: number, isLast: boolean, now: number): void {
    const intervalMs = this.intervalMs(refused);
    const pauseMs = Math.min(Math.min(this.step, maxPauseShare) * intervalMs, maxPauseMs);
    const nextAt = isLast ? this.nextAt - intervalMs : this.nextAt;
    this.nextAt = Math.max(Math.min(nextAt, now + maxPauseMs), now + pauseMs);
  }

  /** What those that were refused are told to wait is waited by all, where nothing else was taken meanwhile. */
  private close(count: number, until: number, now: number): void {
    this.told.push(until);
    if (this.told.length < refusalsUntilClosed || now - this.takenAt < 2 * this.intervalMs(count)) return;
    this.closedUntil = Math.min(...this.told.slice(-refusalsUntilClosed));
  }

  private intervalMs(count: number): number {
    return this.rate === undefined ? 0 : (count / this.rate) * 1_000;
  }
}
