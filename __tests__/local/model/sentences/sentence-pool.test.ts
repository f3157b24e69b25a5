import { SentencePool } from "../../../../local/model/sentences/sentence-pool";

const pool = new SentencePool();
afterAll(() => pool.close());

test("gives 512 numbers of unit length, the same for the same text from whichever thread", async () => {
  pool.load();
  const vectors = await Promise.all(
    Array.from({ length: 8 }, (_, index) => pool.vector(index % 2 ? "a dog" : "a tree")),
  );
  for (const vector of vectors) {
    expect(vector).toHaveLength(512);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  }
  const [tree, dog] = vectors as [Float32Array, Float32Array];
  expect([...tree]).not.toEqual([...dog]);
  for (const [index, vector] of vectors.entries()) expect([...vector]).toEqual([...(index % 2 ? dog : tree)]);
});

test("fails what it was at and what waits when it is closed, and begins anew", async () => {
  const own = new SentencePool();
  const pending = Promise.allSettled(Array.from({ length: 6 }, () => own.vector("a text")));
  await own.close();
  for (const outcome of await pending) {
    expect(outcome).toMatchObject({ status: "rejected", reason: { message: "The sentence encoder has ended" } });
  }
  expect(await own.vector("a text")).toHaveLength(512);
  await own.close();
});
