import { backoffMs, pause } from "../../../functions/aws/backoff";

const backoff = { firstPauseMs: 500, maxPauseMs: 3_000 };

test("waits up to twice as long after each failure, at least half of that, and never longer than the most", () => {
  for (const [failures, longest] of [500, 1_000, 2_000, 3_000, 3_000].entries()) {
    const pauses = Array.from({ length: 200 }, () => backoffMs(failures + 1, backoff));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(longest / 2);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(longest);
    expect(new Set(pauses).size).toBeGreaterThan(100);
  }
});

test("does not wait where nothing has failed", () => {
  expect(backoffMs(0, backoff)).toBe(0);
});

test("ends a pause without an error when it is told to, also before it begins", async () => {
  const stop = new AbortController();
  const paused = pause(2 ** 30, stop.signal);
  stop.abort();
  await paused;
  await pause(2 ** 30, stop.signal);
});
