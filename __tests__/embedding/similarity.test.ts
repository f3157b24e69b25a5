import { cosine } from "../../embedding/similarity";
import { lengthOf } from "../../embedding/unit-length";

test.each<[readonly number[], readonly number[], number]>([
  [[1, 0], [2, 0], 1],
  [[1, 0], [-3, 0], -1],
  [[1, 0], [0, 5], 0],
  [[3, 4], [4, 3], 0.96],
  [[0, 0], [1, 1], 0],
])("the cosine of %j and %j is %d", (one, other, expected) => {
  expect(cosine(one, other)).toBeCloseTo(expected, 12);
});

test("the length of a vector is how long it is", () => {
  expect(lengthOf([3, 4])).toBe(5);
});
