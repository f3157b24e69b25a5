import type { Passage } from "../../../documents/passage";
import { passageBatches } from "../../../tools/ingest/passage-batches";

async function sizes(lengths: number[]): Promise<number[]> {
  async function* passages(): AsyncGenerator<Passage> {
    for (const [index, length] of lengths.entries()) {
      yield { id: `a${index}`, text: "é".repeat(length), location: "here:1" };
    }
  }
  const all = await Array.fromAsync(passageBatches(passages()));
  // In their order, and each once.
  expect(all.flat().map(({ id }) => id)).toEqual(lengths.map((_, index) => `a${index}`));
  return all.map((batch) => batch.length);
}

test.each([
  [0, []],
  [1, [1]],
  [100, [100]],
  [101, [100, 1]],
  [250, [100, 100, 50]],
])("puts %d short passages into batches of %j", async (count, expected) => {
  expect(await sizes(Array(count).fill(10))).toEqual(expected);
});

test("counts bytes, so that a request stays well below what Lambda takes", async () => {
  expect(await sizes(Array(50).fill(50_000))).toEqual([20, 20, 10]);
});

test("leaves a passage that is too large by itself to a request of its own", async () => {
  expect(await sizes([10, 2_000_000, 10])).toEqual([1, 1, 1]);
  expect(await sizes([2_000_000, 10])).toEqual([1, 1]);
});
