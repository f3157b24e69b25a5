import * as fc from "fast-check";
import { type DistanceMetric, FlatIndex } from "../../../local/s3-vectors/flat-index";

const dimension = 7;
const float = fc.float({ min: -1, max: 1, noNaN: true });
const vector = fc
  .tuple(
    fc.float({ min: Math.fround(0.1), max: 1, noNaN: true }),
    fc.array(float, { minLength: dimension - 1, maxLength: dimension - 1 }),
  )
  .map(([first, others]) => new Float32Array([first, ...others]));

/** By the definition, one number after the other. */
const distance: Record<DistanceMetric, (a: number[], b: number[]) => number> = {
  cosine: (a, b) => 1 - product(a, b) / Math.sqrt(product(a, a) * product(b, b)),
  euclidean: (a, b) => Math.hypot(...a.map((number, index) => number - (b[index] ?? 0))),
};
const product = (a: number[], b: number[]) => a.reduce((sum, number, index) => sum + number * (b[index] ?? 0), 0);

test.each(["cosine", "euclidean"] as const)("finds the nearest by %s distance, as it is defined", (metric) => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 30 }), vector, fc.nat(40), (data, query, topK) => {
      const index = new FlatIndex(metric);
      for (const [key, each] of data.entries()) index.put(String(key), each, {});
      const found = index.search(query, topK);
      const expected = data.map((each) => distance[metric]([...query], [...each])).toSorted((a, b) => a - b);
      expect(found.map((each) => each.distance)).toEqual(
        expected.slice(0, topK).map((each) => expect.closeTo(each, 12)),
      );
      for (const { key, distance: actual } of found) {
        expect(actual).toBeCloseTo(distance[metric]([...query], [...(data[Number(key)] ?? [])]), 12);
      }
    }),
  );
});

test("has cosine distances from 0 to 2, whatever is rounded", () => {
  const index = new FlatIndex("cosine");
  const numbers = Float32Array.from({ length: 1_023 }, (_, at) => Math.sin(at));
  index.put("same", numbers, {});
  index.put(
    "opposite",
    numbers.map((number) => -number),
    {},
  );
  for (let scale = 1; scale < 100; scale++) {
    const [same, opposite] = index.search(
      numbers.map((number) => number * scale),
      2,
    );
    expect(same?.distance).toBeGreaterThanOrEqual(0);
    expect(opposite?.distance).toBeLessThanOrEqual(2);
  }
});

test("finds equally near vectors in the order of their keys", () => {
  const index = new FlatIndex("cosine");
  for (const key of ["b", "c", "a"]) index.put(key, new Float32Array([1, 1]), {});
  expect(index.search(new Float32Array([1, 0]), 2).map(({ key }) => key)).toEqual(["a", "b"]);
});
