import { cosine, magnitude } from "../../../tools/compare/similarity";

test.each<[readonly number[], readonly number[], number]>([
  [[1, 0], [2, 0], 1],
  [[1, 0], [-3, 0], -1],
  [[1, 0], [0, 5], 0],
  [[3, 4], [4, 3], 0.96],
  [[0, 0], [1, 1], 0],
])("the cosine of %j and %j is %d", (one, other, expected) => {
  expect(cosine(one, other)).toBeCloseTo(expected, 12);
});

test("the magnitude of a vector is how long it is", () => {
  expect(magnitude([3, 4])).toBe(5);
});
