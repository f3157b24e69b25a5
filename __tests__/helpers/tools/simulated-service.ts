import type { BatchOutcome, PassageOutcome } from "../../../tools/ingest/passage-api";
import type { SimulatedClock } from "./simulated-clock";

/** What a {@link SimulatedService} has room for. */
export interface Quota {
  /** Takes up to so many, or none where `isWhole` and there is no room for all. Returns how many. */
  take(count: number, isWhole: boolean, now: number): number;
}

/** What is left of a quota, which `fill` fills up. */
function quota(fill: (left: number, now: number) => number): Quota {
  let left = 0;
  return {
    take: (count, isWhole, now) => {
      left = fill(left, now);
      const whole = Math.floor(left + 1e-9);
      const taken = isWhole && whole < count ? 0 : Math.min(whole, count);
      left -= taken;
      return taken;
    },
  };
}

/** As API Gateway's throttling: a bucket that fills by `perMinute`, which may change with the time in milliseconds. */
export function tokenBucket(perMinute: (now: number) => number, burst: number): Quota {
  let filledAt = Number.NEGATIVE_INFINITY;
  return quota((left, now) => {
    const filled = Math.min(burst, left + ((now - filledAt) / 60_000) * perMinute(now));
    filledAt = now;
    return filled;
  });
}

/** So many in each minute, as quotas are counted. */
export function eachMinute(perMinute: (now: number) => number): Quota {
  let minute = -1;
  return quota((left, now) => {
    if (Math.floor(now / 60_000) === minute) return left;
    minute = Math.floor(now / 60_000);
    return perMinute(now);
  });
}

/** How a {@link SimulatedService} answers. */
export interface SimulatedServiceArgs {
  readonly clock: SimulatedClock;
  /** How long each answer takes, in milliseconds. */
  readonly latencyMs: number;
  /** @default any number */
  readonly requests?: Quota;
  /** @default any number */
  readonly texts?: Quota;
  /** What `Retry-After` says where it is throttled, in milliseconds, or 0. @default 0 */
  readonly retryAfterMs?: (now: number) => number;
  /** Whether a request with more texts than there are left is refused whole. @default those are taken that there are */
  readonly isWhole?: boolean;
}

/** A service that takes only so much, on a simulated clock. */
export class SimulatedService {
  /** The passages that are stored, each of which is another object. */
  readonly stored = new Set<object>();
  /** How many were stored in a request, and when. */
  private readonly storings: { readonly at: number; readonly count: number }[] = [];
  /** The passages that were stored once more. */
  readonly doubles: object[] = [];
  sent = 0;
  refused = 0;

  constructor(private readonly args: SimulatedServiceArgs) {}

  /** How many passages were stored in an interval, in milliseconds. */
  storedWithin(from: number, to: number): number {
    const within = this.storings.filter(({ at }) => at >= from && at < to);
    return within.reduce((sum, { count }) => sum + count, 0);
  }

  async store(passages: readonly object[]): Promise<BatchOutcome> {
    const { clock, latencyMs } = this.args;
    this.sent += 1;
    await clock.sleep(latencyMs / 2);
    const answer = this.answer(passages);
    await clock.sleep(latencyMs / 2);
    return answer;
  }

  private answer(passages: readonly object[]): BatchOutcome {
    const { clock, requests, texts, retryAfterMs: retryAfter = () => 0, isWhole = false } = this.args;
    const now = clock.now();
    const retryAfterMs = retryAfter(now);
    if (requests && requests.take(1, true, now) === 0) {
      this.refused += 1;
      return { kind: "throttled", reason: "429: Too Many Requests", retryAfterMs, isLimit: true };
    }
    const taken = passages.slice(0, texts?.take(passages.length, isWhole, now) ?? passages.length);
    if (taken.length === 0) {
      this.refused += 1;
      return { kind: "throttled", reason: "503 model_unavailable", retryAfterMs, isLimit: false };
    }
    for (const passage of taken) {
      if (this.stored.has(passage)) this.doubles.push(passage);
      this.stored.add(passage);
    }
    this.storings.push({ at: now, count: taken.length });
    const outcomes = passages.map((_, index) => (index < taken.length ? stored : throttled));
    return { kind: "answered", outcomes, model: "m", inputTokens: taken.length, retryAfterMs };
  }
}

const stored: PassageOutcome = { stored: true, truncated: false, unchanged: false };
const throttled: PassageOutcome = { stored: false, reason: "503 model_unavailable: away", kind: "throttled" };
