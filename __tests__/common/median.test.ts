import { median } from "../../common/median";

test.each<[readonly number[], number]>([
  [[0.5], 0.5],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});
