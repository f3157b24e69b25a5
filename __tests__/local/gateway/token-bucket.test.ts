import { TokenBucket } from "../../../local/gateway/token-bucket";
import type { Throttling } from "../../../service/http-api";

/** A bucket on a clock of its own, and that clock in milliseconds. */
function bucketWithClock(throttling: Throttling) {
  const clock = { ms: 1_000 };
  const bucket = new TokenBucket(throttling, () => clock.ms);
  /** How many of so many requests at once are taken. */
  const takes = (requests: number) => Array.from({ length: requests }, () => bucket.take()).filter(Boolean).length;
  return { clock, takes };
}

test("takes as many requests at once as the burst, and no more", () => {
  const { takes } = bucketWithClock({ burst: 5, requestsPerSecond: 2 });
  expect(takes(20)).toBe(5);
  expect(takes(20)).toBe(0);
});

test("takes as many requests a second as the rate, in the long run", () => {
  const { clock, takes } = bucketWithClock({ burst: 5, requestsPerSecond: 2 });
  takes(5);
  let taken = 0;
  for (; clock.ms < 101_000; clock.ms += 100) taken += takes(1);
  expect(taken).toBe(199);
});

test("keeps the part of a token that has come in", () => {
  const { clock, takes } = bucketWithClock({ burst: 1, requestsPerSecond: 2 });
  takes(1);
  clock.ms += 300;
  expect(takes(1)).toBe(0);
  clock.ms += 200;
  expect(takes(1)).toBe(1);
});

test("never holds more than the burst", () => {
  const { clock, takes } = bucketWithClock({ burst: 3, requestsPerSecond: 100 });
  clock.ms += 3_600_000;
  expect(takes(20)).toBe(3);
});

test.each([
  { burst: 5, requestsPerSecond: 0 },
  { burst: 0, requestsPerSecond: 5 },
])("takes no request with a burst of $burst and a rate of $requestsPerSecond", (throttling) => {
  const { clock, takes } = bucketWithClock(throttling);
  expect(takes(5)).toBe(0);
  clock.ms += 60_000;
  expect(takes(5)).toBe(0);
});
