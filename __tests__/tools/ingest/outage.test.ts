import { Outage } from "../../../tools/ingest/outage";

const gaveUp = (time: string) =>
  `Gave up after ${time} without a passage stored: 502. Run the same command again to go on`;

/** Fails whenever it is asked, and returns the times of asking, until it gives up. */
function failUntilGivenUp(outage: Outage, from = 0) {
  const asked: number[] = [];
  try {
    for (let now = from; ; now = outage.opensAt) {
      asked.push(now);
      outage.fail("502", 0, now);
    }
  } catch (error) {
    return { asked, error };
  }
}

test("asks more and more seldom, at least every five seconds, and gives up where it was never there", () => {
  const { asked, error } = failUntilGivenUp(new Outage());
  expect(error).toMatchObject({ name: "CommandError", message: gaveUp("10 s") });
  expect(asked.at(-1)).toBeGreaterThanOrEqual(10_000);
  expect(asked.at(-1)).toBeLessThan(15_001);
});

test("waits two minutes where it has answered, since it last did", () => {
  const outage = new Outage();
  outage.end();
  outage.fail("502", 0, 100_000);
  outage.end();
  const { asked, error } = failUntilGivenUp(outage, 200_000);
  expect(error).toMatchObject({ message: gaveUp("2 min 0 s") });
  expect(asked.at(-1)).toBeGreaterThanOrEqual(320_000);
  expect(Math.max(...asked.slice(1).map((at, index) => at - (asked[index] ?? 0)))).toBeLessThanOrEqual(5_000);
});

test("heeds Retry-After, for as long as it would wait anyway", () => {
  const outage = new Outage();
  outage.fail("502", 3_000, 0);
  expect(outage.opensAt).toBe(3_000);
  outage.fail("502", 3_600_000, 5_000);
  expect(outage.opensAt).toBe(10_000);
});

test("is over for the next request when anything is heard of it", () => {
  const outage = new Outage();
  outage.fail("502", 0, 0);
  expect(outage.opensAt).toBeGreaterThan(0);
  outage.throttle("429", true, 1_000);
  expect(outage.opensAt).toBe(Number.NEGATIVE_INFINITY);
});

test("waits ten minutes for a limit of requests, and two for a service that is busy", () => {
  for (const [isLimit, patienceMs] of [
    [true, 600_000],
    [false, 120_000],
  ] as const) {
    const outage = new Outage();
    outage.throttle("429", isLimit, 0);
    expect(() => outage.throttle("429", isLimit, patienceMs - 1)).not.toThrow();
    expect(() => outage.throttle("429", isLimit, patienceMs)).toThrow(/^Gave up after (10|2) min 0 s/);
  }
});
