import { isInPolygon, type Point } from "../../../../../console/views/map/math/polygon";

/** A U, open above. */
const concave: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 3],
  [2, 3],
  [2, 0],
  [3, 0],
  [3, 4],
  [0, 4],
];
/** A star of five points, drawn in one line, whose middle is outside by the even-odd rule. */
const star: readonly Point[] = [0, 2, 4, 1, 3].map((turn) => {
  const angle = (turn * 2 * Math.PI) / 5 - Math.PI / 2;
  return [Math.cos(angle), Math.sin(angle)];
});

test.each<[string, Point, readonly Point[], boolean]>([
  ["in an arm", [0.5, 1], concave, true],
  ["between the arms", [1.5, 1], concave, false],
  ["below the arms", [1.5, 3.5], concave, true],
  ["beside at the height of a corner", [5, 3], concave, false],
  ["before at the height of a corner", [-1, 3], concave, false],
  ["above", [0.5, -1], concave, false],
  ["in a point of a star", [0, -0.8], star, true],
  ["in the middle of a star", [0, 0], star, false],
  [
    "at a line that encloses nothing",
    [0.5, 0.5],
    [
      [0, 0],
      [1, 1],
    ],
    false,
  ],
  ["nowhere", [0, 0], [], false],
])("tells what is %s", (_what, point, corners, expected) => {
  expect(isInPolygon(point, corners)).toBe(expected);
  expect(isInPolygon(point, corners.toReversed())).toBe(expected);
});
