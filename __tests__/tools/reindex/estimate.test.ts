import { Interrupted } from "../../../tools/command/interrupted";
import { estimateSum } from "../../../tools/reindex/estimate";

const { signal } = new AbortController();

/** What is estimated of numbers, and how many were looked at. */
async function estimate(values: readonly number[], maxSampled: number) {
  let asked = 0;
  const amountOf = async (value: number) => {
    asked += 1;
    return value;
  };
  return { sum: await estimateSum(values, amountOf, { maxSampled, concurrency: 4, signal }), asked };
}

test.each([
  [[], 10, { sum: 0, asked: 0 }],
  [[1, 2, 3], 10, { sum: 6, asked: 3 }],
  // Every second of them, and not only those at the start.
  [[3, 0, 3, 0, 9, 0], 3, { sum: 30, asked: 3 }],
  [Array(1_000).fill(2), 100, { sum: 2_000, asked: 100 }],
  [Array(1_001).fill(2), 100, { sum: 2_002, asked: 91 }],
])("tells the sum of %j by up to %d of them", async (values, maxSampled, expected) => {
  expect(await estimate(values, maxSampled)).toEqual(expected);
});

test("ends where it is interrupted", async () => {
  const args = { maxSampled: 10, concurrency: 1, signal: AbortSignal.abort() };
  await expect(estimateSum([1], async () => 1, args)).rejects.toThrow(Interrupted);
});
