import { BatchSize } from "../../../tools/run/batch-size";

/** Sends requests of the current size, one a second, of which the service takes as many as `take` says. */
function send(size: BatchSize, requests: number, take: (count: number) => number, from = 0): number[] {
  return Array.from({ length: requests }, (_, index) => {
    const count = size.current;
    const sentAt = from + index * 1_000;
    size.settle({ count, sentAt }, take(count), sentAt + 500);
    return count;
  });
}
const atMost = (room: number) => (count: number) => Math.min(count, room);
const wholeOrNone = (room: number) => (count: number) => (count <= room ? count : 0);

test("is as large as can be while all is taken", () => {
  expect(send(new BatchSize(100), 10, atMost(100))).toEqual(Array(10).fill(100));
});

test("becomes what the service takes where it takes few, and finds the largest", () => {
  const size = new BatchSize(100);
  expect(send(size, 2, atMost(30))).toEqual([100, 50]);
  const sizes = send(size, 60, atMost(30), 10_000);
  expect(sizes.slice(-10).every((count) => count >= 20 && count <= 45)).toBe(true);
  expect(sizes.slice(-20).filter((count) => count > 30).length).toBeLessThanOrEqual(2);
});

test("stays where a few are left over once, for those may find room at a lower rate", () => {
  const size = new BatchSize(100);
  send(size, 1, atMost(90));
  expect(size.current).toBe(100);
  send(size, 2, atMost(90), 10_000);
  expect(size.current).toBe(90);
});

test("counts those that were under way together once", () => {
  const size = new BatchSize(100);
  for (let count = 0; count < 5; count++) size.settle({ count: 100, sentAt: 0 }, 90, 1_000);
  expect(size.current).toBe(100);
});

test("stays while a limit of requests lets nothing through for a while", () => {
  expect(send(new BatchSize(100), 50, () => 0)).toEqual(Array(50).fill(100));
});

test("becomes smaller where a whole request is more than a minute has room for", () => {
  const size = new BatchSize(100);
  const sizes = send(size, 200, wholeOrNone(20));
  expect(size.current).toBeLessThanOrEqual(30);
  expect(sizes.at(-1)).toBeGreaterThan(10);
});

test("tries a larger one again, less often each time that it was too large", () => {
  const size = new BatchSize(100);
  send(size, 3, atMost(10));
  const trials = send(size, 400, atMost(10), 10_000).flatMap((count, index) => (count > 10 ? [index] : []));
  const between = trials.slice(1).map((at, index) => at - (trials[index] ?? 0));
  expect(between.length).toBeGreaterThan(2);
  expect(between).toEqual(between.toSorted((a, b) => a - b));
  expect(between.at(-1)).toBeGreaterThan(2 * (between[0] ?? 0));
});

test("grows to all where the service has room again", () => {
  const size = new BatchSize(100);
  send(size, 5, atMost(10));
  send(size, 60, atMost(100), 10_000);
  expect(size.current).toBe(100);
});
