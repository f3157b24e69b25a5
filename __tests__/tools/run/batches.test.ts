import { batches } from "../../../tools/run/batches";

async function inBatches(items: readonly number[]): Promise<number[][]> {
  async function* source() {
    yield* items;
  }
  return Array.fromAsync(batches(source(), { maxItems: 3, maxBytes: 10, bytesOf: (item) => item }));
}

test.each([
  [[], []],
  [[1], [[1]]],
  [
    [1, 1, 1, 1],
    [[1, 1, 1], [1]],
  ],
  [
    [5, 5, 1],
    [[5, 5], [1]],
  ],
  [
    [20, 1, 20, 20],
    [[20], [1], [20], [20]],
  ],
  [
    [0, 0, 0, 10],
    [[0, 0, 0], [10]],
  ],
])("puts %j into %j", async (items, expected) => {
  expect(await inBatches(items)).toEqual(expected);
});
