import type { Throttling } from "../../service/http-api";

/**
 * Throttles requests as API Gateway does: each takes a token from a bucket that holds `burst` of them and gets
 * `requestsPerSecond` new ones. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  /** `now` is the time in milliseconds, from any beginning. */
  constructor(
    readonly throttling: Throttling,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = throttling.burst;
    this.filledAtMs = now();
  }

  /** Takes a token. Returns false where there is none. */
  take(): boolean {
    const { burst, requestsPerSecond } = this.throttling;
    // Where either is 0, API Gateway refuses every request, also the first ones.
    if (requestsPerSecond <= 0) return false;
    const nowMs = this.now();
    this.tokens = Math.min(burst, this.tokens + ((nowMs - this.filledAtMs) / 1000) * requestsPerSecond);
    this.filledAtMs = nowMs;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
