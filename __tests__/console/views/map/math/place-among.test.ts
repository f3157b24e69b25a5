import { placeAmong } from "../../../../../console/views/map/math/place-among";
import type { Rows } from "../../../../../console/views/map/math/rows";
import { inUnitSquare } from "../../../../../console/views/map/math/unit-square";

/** Four that have places, far from each other. */
const placed = [
  { vector: [0, 0], position: [5, 5] },
  { vector: [10, 0], position: [-5, 5] },
  { vector: [0, 10], position: [5, -5] },
  { vector: [1_000, 1_000], position: [900, 900] },
] as const;

function place(vectors: readonly (readonly number[])[]) {
  const all = [...placed.map(({ vector }) => vector), ...vectors];
  const rows: Rows = { count: all.length, width: 2, values: Float32Array.from(all.flat()) };
  const positions = new Float32Array(2 * all.length);
  positions.set(placed.flatMap(({ position }) => [...position]));
  const counts: number[] = [];
  placeAmong(rows, Int32Array.of(0, 1, 2, 3), positions, (count) => counts.push(count));
  return { positions: [...positions], counts };
}

test("places what is the same at the same place", () => {
  const [x, y] = place([[10, 0]]).positions.slice(8);
  expect(x).toBeCloseTo(-5, 4);
  expect(y).toBeCloseTo(5, 4);
});

test("places by the inverse of the squared distances from the three nearest", () => {
  // From (0, 0), (10, 0) and (0, 10): 2, 82 and 82.
  const weights = [1 / 2, 1 / 82, 1 / 82];
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const [x, y] = place([[1, 1]]).positions.slice(8);
  const expected = (5 * ((weights[0] ?? 0) + (weights[2] ?? 0)) - 5 * (weights[1] ?? 0)) / sum;
  expect(x).toBeCloseTo(expected, 3);
  expect(y).toBeCloseTo(expected, 3);
});

test("leaves those where they are that have places, and tells of each of the others", () => {
  const { positions, counts } = place([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(positions.slice(0, 8)).toEqual(placed.flatMap(({ position }) => [...position]));
  expect(counts).toEqual([1, 2, 3]);
});

test.each<[string, Rows, number[]]>([
  ["more wide than high", { count: 2, width: 3, values: Float32Array.of(-1, 0, 9, 3, 2, 9) }, [0, 0.25, 1, 0.75]],
  ["one point", { count: 1, width: 2, values: Float32Array.of(7, 8) }, [0.5, 0.5]],
  ["of one direction", { count: 2, width: 1, values: Float32Array.of(1, 2) }, [0, 0.5, 1, 0.5]],
])("brings what is %s into the unit square", (_what, rows, expected) => {
  expect([...inUnitSquare(rows)]).toEqual(expected);
});
