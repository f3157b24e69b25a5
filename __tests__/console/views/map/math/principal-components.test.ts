import { principalComponents, scoresOf } from "../../../../../console/views/map/math/principal-components";
import { gaussian, seededRandom } from "../../../../../console/views/map/math/random";
import { dot, type Rows, rowOf } from "../../../../../console/views/map/math/rows";

function rowsOf(vectors: readonly (readonly number[])[]): Rows {
  return { count: vectors.length, width: vectors[0]?.length ?? 0, values: Float32Array.from(vectors.flat()) };
}

/** Along orthogonal directions, so far to both sides, around (10, 20, 30): the variances are two sixths of the squares. */
const directions = [
  [2 / 3, 2 / 3, 1 / 3],
  [-2 / 3, 1 / 3, 2 / 3],
  [1 / 3, -2 / 3, 2 / 3],
] as const;
const known = rowsOf(
  directions.flatMap((direction, index) =>
    [3 - index, index - 3].map((far) => direction.map((value, axis) => 10 * (axis + 1) + far * value)),
  ),
);

test("finds known directions and their variances, the greatest first", () => {
  const { mean, axes, variances, totalVariance } = principalComponents(known, 3);
  [10, 20, 30].forEach((value, axis) => {
    expect(mean[axis]).toBeCloseTo(value, 4);
  });
  [9, 4, 1].forEach((square, index) => {
    expect(variances[index]).toBeCloseTo((2 * square) / 6, 4);
    // Of which sign a direction is says nothing.
    expect(Math.abs(dot(rowOf(axes, index), Float32Array.from(directions[index] ?? [])))).toBeCloseTo(1, 5);
  });
  expect(totalVariance).toBeCloseTo((2 * (9 + 4 + 1)) / 6, 4);
});

test("tells where vectors lie along the directions", () => {
  const scores = scoresOf(known, principalComponents(known, 2));
  expect(scores).toMatchObject({ count: 6, width: 2 });
  expect(Math.abs(scores.values[0] as number)).toBeCloseTo(3, 4);
  expect(scores.values[2] as number).toBeCloseTo(-(scores.values[0] as number), 4);
  expect(Math.abs(scores.values[5] as number)).toBeCloseTo(2, 4);
});

test("finds the directions of more vectors than it samples, in more dimensions than it follows", () => {
  const random = seededRandom(5);
  const [count, width] = [4_200, 80];
  const deviations = [9, 7, 5];
  const values = Float32Array.from({ length: count * width }, (_, index) => {
    const axis = index % width;
    return gaussian(random) * (deviations[axis] ?? 1);
  });
  const { axes, variances } = principalComponents({ count, width, values }, 10);
  expect(axes.count).toBe(10);
  deviations.forEach((deviation, index) => {
    expect(Math.abs(rowOf(axes, index)[index] as number)).toBeGreaterThan(0.99);
    expect((variances[index] as number) / deviation ** 2).toBeCloseTo(1, 1);
  });
  for (let one = 0; one < 10; one++) {
    for (let other = 0; other <= one; other++) {
      expect(dot(rowOf(axes, one), rowOf(axes, other))).toBeCloseTo(one === other ? 1 : 0, 4);
    }
  }
});

test.each([
  ["one vector", rowsOf([[1, 2, 3]])],
  ["vectors that are the same", rowsOf(Array.from({ length: 30 }, () => [0.5, 0.5, 0.5, 0.5]))],
  ["vectors of one number", rowsOf([[1], [2], [4]])],
])("says of %s no more than there is", (_what, rows) => {
  const components = principalComponents(rows, 50);
  expect(components.axes.count).toBeLessThanOrEqual(Math.min(rows.count, rows.width));
  expect([...scoresOf(rows, components).values].every(Number.isFinite)).toBe(true);
});

test("is the same each time", () => {
  expect(principalComponents(known, 3)).toEqual(principalComponents(known, 3));
});
