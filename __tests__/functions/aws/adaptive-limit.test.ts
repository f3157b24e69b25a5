import { AdaptiveLimit } from "../../../functions/aws/adaptive-limit";

/** Requests that the test ends one by one. */
function setUp(max: number) {
  const limit = new AdaptiveLimit(max);
  const running: ((throttled: boolean) => Promise<void>)[] = [];
  const start = () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const done = limit.run(
      () => {
        running.push(async (throttled) => {
          resolve(throttled);
          await done;
          // Those that wait are resumed.
          await new Promise(setImmediate);
        });
        return promise;
      },
      (throttled) => throttled,
    );
  };
  const end = async (throttled = false) => running.shift()?.(throttled);
  return { limit, running, start, end };
}

test("lets no more begin than the limit, and the next when one ends", async () => {
  const { running, start, end } = setUp(2);
  for (let count = 0; count < 4; count++) start();
  expect(running).toHaveLength(2);
  await end();
  expect(running).toHaveLength(2);
  await end();
  await end();
  expect(running).toHaveLength(1);
});

test("halves the limit once for those that were under way together, and down to one", async () => {
  const { limit, start, end } = setUp(8);
  for (let count = 0; count < 8; count++) start();
  for (let count = 0; count < 8; count++) await end(true);
  expect(limit.current).toBe(4);
  for (const expected of [2, 1, 1]) {
    start();
    await end(true);
    expect(limit.current).toBe(expected);
  }
});

test("raises the limit by one after each round without a throttled one, and up to the most", async () => {
  const { limit, start, end } = setUp(3);
  start();
  await end(true);
  expect(limit.current).toBe(1);
  const limits: number[] = [];
  for (let count = 0; count < 6; count++) {
    start();
    await end();
    limits.push(limit.current);
  }
  expect(limits).toEqual([2, 2, 3, 3, 3, 3]);
});

test("counts a round anew after a throttled one", async () => {
  const { limit, start, end } = setUp(8);
  start();
  await end(true);
  for (const throttled of [false, false, false, true]) {
    start();
    await end(throttled);
  }
  expect(limit.current).toBe(2);
  start();
  await end();
  expect(limit.current).toBe(2);
  start();
  await end();
  expect(limit.current).toBe(3);
});

test("frees the place of a request that failed", async () => {
  const limit = new AdaptiveLimit(1);
  await expect(
    limit.run(
      () => Promise.reject(new Error("broken")),
      () => false,
    ),
  ).rejects.toThrow("broken");
  expect(
    await limit.run(
      async () => "next",
      () => false,
    ),
  ).toBe("next");
});

test("counts how often in a row it was lowered, and nothing by an answer that says nothing", async () => {
  const limit = new AdaptiveLimit(2);
  const run = (throttled: boolean | undefined) =>
    limit.run(
      async () => throttled,
      (value) => value,
    );
  const counts: number[] = [];
  for (const throttled of [true, true, undefined, true, false, true]) {
    await run(throttled);
    counts.push(limit.loweredInARow);
  }
  expect(counts).toEqual([1, 2, 2, 3, 0, 1]);
  for (let count = 0; count < 9; count++) await run(undefined);
  expect(limit.current).toBe(1);
});

test("lets those begin first that came first", async () => {
  const begun: number[] = [];
  const limit = new AdaptiveLimit(1);
  const request = (number: number) =>
    limit.run(
      async () => {
        begun.push(number);
        await Promise.resolve();
      },
      () => false,
    );
  await Promise.all([1, 2, 3, 4].map(request));
  expect(begun).toEqual([1, 2, 3, 4]);
});
