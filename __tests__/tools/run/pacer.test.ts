import { Pacer } from "../../../tools/run/pacer";
import { eachMinute, type Quota, tokenBucket } from "../../helpers/tools/simulated-service";

const minute = 60_000;

/** Asks a quota for single items whenever the pacer opens, and returns when each was taken. */
function pace(quota: Quota, minutes: number, retryAfterMs = 0): number[] {
  const pacer = new Pacer();
  const takenAt: number[] = [];
  for (let now = 0; now < minutes * minute; ) {
    const request = pacer.send(1, now);
    const taken = quota.take(1, true, now);
    // Answers take a while.
    now += 5;
    pacer.settle(request, { taken, retryAfterMs, isTrial: false }, now);
    if (taken > 0) takenAt.push(now);
    now = Math.max(now, pacer.opensAt);
  }
  return takenAt;
}

const within = (times: readonly number[], from: number, to: number) =>
  times.filter((at) => at >= from * minute && at < to * minute).length;

test.each([5, 30, 150, 1_000, 6_000])("reaches 95 %% of %d a minute from the third one", (perMinute) => {
  const burst = Math.max(1, Math.floor(perMinute / 60));
  for (const quota of [tokenBucket(() => perMinute, burst), eachMinute(() => perMinute)]) {
    const share = within(pace(quota, 10), 2, 10) / (8 * perMinute);
    expect(share).toBeGreaterThanOrEqual(0.95);
  }
});

test.each([
  [30, 300],
  [300, 30],
  [100, 130],
  [130, 100],
  [1_000, 10],
])("finds the rate again where it goes from %d to %d a minute", (before, after) => {
  const changing = tokenBucket((now) => (now < 5 * minute ? before : after), 3);
  expect(within(pace(changing, 14), 8, 14) / (6 * after)).toBeGreaterThanOrEqual(0.95);
});

test("goes on with what was taken in the last minute where the first refusal comes late", () => {
  const pacer = new Pacer();
  let now = 0;
  for (; now < 10 * minute; now += 1_000) {
    pacer.settle(pacer.send(100, now), { taken: 100, retryAfterMs: 0, isTrial: false }, now);
  }
  pacer.settle(pacer.send(100, now), throttled, now);
  const { opensAt } = pacer;
  pacer.send(100, opensAt);
  expect(pacer.opensAt - opensAt).toBeCloseTo(1_000, -2);
});

test("asks little more than it is given", () => {
  const quota = tokenBucket(() => 120, 2);
  let asked = 0;
  const counted: Quota = {
    take: (...args) => {
      asked += 1;
      return quota.take(...args);
    },
  };
  expect(asked / pace(counted, 10).length).toBeLessThan(1.2);
  expect(asked).toBeGreaterThan(1_000);
});

const throttled = { taken: 0, retryAfterMs: 0, isTrial: false };
const toldToWait = { ...throttled, retryAfterMs: 40_000 };

test("does not wait before anything is refused", () => {
  const pacer = new Pacer();
  for (let now = 0; now < 100; now++) {
    pacer.settle(pacer.send(100, now), { ...throttled, taken: 100 }, now);
    expect(pacer.opensAt).toBeLessThanOrEqual(now);
  }
});

test("is paced by Retry-After, and stopped by it only where nothing is taken any more", () => {
  const pacer = new Pacer();
  const underWay = pacer.send(1, 0);
  pacer.settle(pacer.send(1, 0), toldToWait, 0);
  expect(pacer.opensAt).toBeLessThan(5_000);
  pacer.settle(pacer.send(1, 5_000), toldToWait, 5_000);
  pacer.settle(pacer.send(1, 10_000), toldToWait, 10_000);
  // As the first of them was told.
  expect(pacer.opensAt).toBe(40_000);
  pacer.settle(underWay, { ...throttled, taken: 1 }, 11_000);
  expect(pacer.opensAt).toBeLessThan(20_000);
});

test("asks at least once a minute, however much was refused", () => {
  const pacer = new Pacer();
  let now = 0;
  for (let count = 0; count < 200; count++) {
    pacer.settle(pacer.send(100, now), throttled, now + 10);
    expect(pacer.opensAt - now).toBeLessThanOrEqual(minute);
    now = Math.max(pacer.opensAt, now + 10);
  }
  pacer.send(100, now);
  expect(pacer.opensAt - now).toBeLessThanOrEqual(minute);
});

test("keeps its rate where only a larger request was refused", () => {
  const intervalAfter = (isTrial: boolean) => {
    const pacer = new Pacer();
    let now = 0;
    const send = (taken: number, trial = false) => {
      pacer.settle(pacer.send(10, now), { ...throttled, taken, isTrial: trial }, now);
      now = Math.max(now, pacer.opensAt);
    };
    send(0);
    for (let count = 0; count < 20; count++) send(10);
    send(5, isTrial);
    const before = now;
    send(10);
    return now - before;
  };
  expect(intervalAfter(true)).toBeLessThan(intervalAfter(false));
});
