import type { Passage } from "../../../documents/passage";
import { Outbox } from "../../../tools/ingest/outbox";

const passage = (id: string, characters = 4): Passage => ({ id, text: "x".repeat(characters), location: "here" });

function outboxOf(passages: readonly Passage[]) {
  let read = 0;
  async function* source() {
    for (const one of passages) {
      read += 1;
      yield one;
    }
  }
  const outbox = new Outbox(source());
  const take = async (maxItems: number, now = 0) => {
    const taken = await outbox.take(maxItems, now);
    return { taken, ids: taken.map(({ passage: { id } }) => id) };
  };
  return { outbox, take, read: () => read };
}
const numbered = (count: number) => Array.from({ length: count }, (_, index) => passage(`p${index}`));

test("gives passages in order, as many as are asked for, and knows the end with the last", async () => {
  const { outbox, take } = outboxOf(numbered(5));
  expect((await take(3)).ids).toEqual(["p0", "p1", "p2"]);
  expect(outbox.isEmpty).toBe(false);
  expect((await take(3)).ids).toEqual(["p3", "p4"]);
  expect(outbox.isEmpty).toBe(true);
  expect((await take(3)).ids).toEqual([]);
});

test("gives no more than one request can hold, and a larger one alone", async () => {
  const mib = 1024 * 1024;
  const sizes = [0.9, 0.9, 0.9, 3, 0.1, 0.1];
  const { take } = outboxOf(sizes.map((size, index) => passage(`p${index}`, size * mib)));
  expect((await take(100)).ids).toEqual(["p0", "p1"]);
  expect((await take(100)).ids).toEqual(["p2"]);
  expect((await take(100)).ids).toEqual(["p3"]);
  expect((await take(100)).ids).toEqual(["p4", "p5"]);
});

test("gives what is to be sent again when it is time, before others", async () => {
  const { outbox, take } = outboxOf(numbered(4));
  const { taken } = await take(2);
  outbox.putBack(taken.slice(0, 1), 1_000);
  outbox.putBack(taken.slice(1), 500);
  expect(outbox.dueAt).toBe(500);
  expect((await take(1, 0)).ids).toEqual(["p2"]);
  expect((await take(3, 700)).ids).toEqual(["p1", "p3"]);
  expect([outbox.isEmpty, outbox.dueAt]).toEqual([false, 1_000]);
  expect((await take(3, 999)).ids).toEqual([]);
  expect((await take(3, 1_000)).ids).toEqual(["p0"]);
  expect([outbox.isEmpty, outbox.dueAt]).toEqual([true, Number.POSITIVE_INFINITY]);
});

test("gives the halves of what was refused each for itself", async () => {
  const { outbox, take } = outboxOf(numbered(6));
  outbox.putBackHalves((await take(5)).taken);
  expect((await take(100)).ids).toEqual(["p0", "p1", "p2"]);
  expect(outbox.isEmpty).toBe(false);
  expect((await take(1)).ids).toEqual(["p3"]);
  expect((await take(100)).ids).toEqual(["p4"]);
  expect((await take(100)).ids).toEqual(["p5"]);
});

test("reads no more where much waits to be sent again", async () => {
  const { outbox, take, read } = outboxOf(numbered(12_000));
  for (let now = 0; now < 110; now++) outbox.putBack((await take(100)).taken, 1_000);
  expect(read()).toBe(10_001);
  expect((await take(100)).ids).toEqual([]);
  expect((await take(100, 1_000)).ids).toHaveLength(100);
});
