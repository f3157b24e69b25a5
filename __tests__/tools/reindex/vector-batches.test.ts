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
  const large = (id: string) => ({
    id,
    vector: { key: id, data: { float32: [1] }, metadata: { text: "x".repeat(9 * 2 ** 20) } },
  });
  expect(await sizes(["a", "b", "c"].map(large))).toEqual([2, 1]);
});
