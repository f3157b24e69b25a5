import { Parallelism } from "../../../tools/run/parallelism";

/** Has requests answered in so many milliseconds, with as many under way as may be. */
function answer(parallelism: Parallelism, requests: number, milliseconds: number, count = 100): number {
  for (let request = 0; request < requests; request++) parallelism.succeed(count, milliseconds, true);
  return parallelism.current;
}

test("begins with one, and has more as long as they take no longer for it, up to the limit", () => {
  const parallelism = new Parallelism(4);
  expect(parallelism.current).toBe(1);
  expect(answer(parallelism, 1, 100)).toBe(2);
  expect(answer(parallelism, 10, 150)).toBe(4);
});

test("stays where they take longer, and has fewer where they take much longer", () => {
  const parallelism = new Parallelism(8);
  answer(parallelism, 3, 100);
  expect(answer(parallelism, 5, 300)).toBe(4);
  expect(answer(parallelism, 2, 500)).toBe(2);
  expect(answer(parallelism, 10, 500)).toBe(1);
});

test("has no more where there were not as many as may be", () => {
  const parallelism = new Parallelism(8);
  parallelism.succeed(100, 100, false);
  expect(parallelism.current).toBe(1);
});

test("does not take a small request for a fast one", () => {
  const parallelism = new Parallelism(8);
  answer(parallelism, 1, 10, 1);
  expect(answer(parallelism, 4, 1_000, 100)).toBe(6);
});

test("has half as many where one was not answered, and never none", () => {
  const parallelism = new Parallelism(8);
  answer(parallelism, 10, 100);
  parallelism.fail();
  expect(parallelism.current).toBe(4);
  for (let count = 0; count < 5; count++) parallelism.fail();
  expect(parallelism.current).toBe(1);
});
