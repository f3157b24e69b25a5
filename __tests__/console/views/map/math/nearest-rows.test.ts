import { between } from "../../../../../console/views/map/math/between";
import { nearestRows } from "../../../../../console/views/map/math/nearest-rows";
import { gaussian, seededRandom } from "../../../../../console/views/map/math/random";
import { dot, normalizeRow, productsWith, rowOf } from "../../../../../console/views/map/math/rows";

const random = seededRandom(2);
const [count, width] = [203, 7];
const rows = { count, width, values: Float32Array.from({ length: count * width }, () => gaussian(random)) };
const vector = Float32Array.from({ length: width }, () => gaussian(random));
const sorted = Array.from({ length: count }, (_, index) => ({ index, score: dot(vector, rowOf(rows, index)) })).sort(
  (one, other) => other.score - one.score,
);

test("finds what sorting all finds", () => {
  expect(nearestRows(rows, vector, 9)).toEqual(sorted.slice(0, 9));
  expect(nearestRows(rows, vector, 1_000)).toEqual(sorted);
});

test("leaves out what is to be left out", () => {
  const out = [sorted[0]?.index, sorted[3]?.index];
  expect(nearestRows(rows, vector, 3, (index) => out.includes(index))).toEqual([1, 2, 4].map((place) => sorted[place]));
});

test.each([1, 3, 4, 5, 203])("multiplies with %i rows as with each alone", (some) => {
  const products = new Float32Array(some);
  productsWith({ ...rows, count: some }, vector, products);
  products.forEach((product, index) => {
    expect(product).toBeCloseTo(dot(vector, rowOf(rows, index)), 5);
  });
});

test("gives the length 1, and leaves zero as it is", () => {
  const [three, zero] = [Float32Array.of(3, 4), Float32Array.of(0, 0)];
  normalizeRow(three);
  normalizeRow(zero);
  expect(three).toEqual(Float32Array.of(0.6, 0.8));
  expect(zero).toEqual(Float32Array.of(0, 0));
});

test("goes straight from one vector to another, at unit length", () => {
  const [from, to] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  expect([...between(from, to, 0)]).toEqual([1, 0]);
  expect([...between(from, to, 1)]).toEqual([0, 1]);
  const [x = 0, y = 0] = between(from, to, 0.25);
  expect(x / y).toBeCloseTo(3, 5);
  expect(Math.hypot(x, y)).toBeCloseTo(1, 6);
});
