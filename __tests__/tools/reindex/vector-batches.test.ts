import type { Prepared } from "../../../tools/reindex/prepared";
import { vectorBatches } from "../../../tools/reindex/vector-batches";

async function sizes(prepared: Prepared[]): Promise<number[]> {
  const counts: number[] = [];
  for await (const batch of vectorBatches(
    (async function* () {
      yield* prepared;
    })(),
  )) {
    counts.push(batch.length);
  }
  return counts;
}

test("has up to 500 in a batch", async () => {
  expect(await sizes(Array.from({ length: 1_001 }, (_, at) => ({ id: `p${at}` })))).toEqual([500, 500, 1]);
});

test("has less than 20 MiB in a batch", async () => {
  // Two bytes a number, as JSON.
  const embedding = Array(4.5 * 2 ** 20).fill(1);
  const large = (id: string): Prepared => ({
    id,
    document: { id, embedding, text: undefined, model: undefined, normalized: undefined, metadata: undefined },
  });
  expect(await sizes(["a", "b", "c"].map(large))).toEqual([2, 1]);
});
