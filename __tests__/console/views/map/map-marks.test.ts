import { amongNearest, markPlace } from "../../../../console/views/map/canvas/marks";
import { positionCount } from "../../../../console/views/map/compared-end";
import { comparisonMarks, queryMark } from "../../../../console/views/map/map-marks";

function entry(index: number | undefined, score: number) {
  return { index, score, point: { id: `id${index}`, text: undefined, metadata: {} } };
}

test("places among the nearest three, by how much nearer each is than the fourth", () => {
  const scores = [0.9, 0.7, 0.6, 0.5, 0.1].map((score, index) => ({ index, score }));
  const among = amongNearest(scores);
  expect(among.map(({ index }) => index)).toEqual([0, 1, 2]);
  [4 / 7, 2 / 7, 1 / 7].forEach((weight, place) => {
    expect(among[place]?.weight).toBeCloseTo(weight, 8);
  });
  expect(amongNearest([{ index: 4, score: 0.3 }])).toEqual([{ index: 4, weight: 1 }]);
});

test("is at the middle of what it is among", () => {
  const among = [
    { index: 0, weight: 0.25 },
    { index: 2, weight: 0.75 },
  ];
  expect(markPlace(among, Float32Array.of(0, 0, 9, 9, 1, 2))).toEqual([0.75, 1.5]);
});

test("draws lines from a query to its results on the map", () => {
  expect(queryMark([entry(3, 0.9), entry(undefined, 0.8), entry(5, 0.1)])).toMatchObject([
    { label: "Query", linked: [3, 5] },
  ]);
  expect(queryMark([entry(undefined, 0.9)])).toEqual([]);
});

test("shows two that are compared where they are, and where between them one is", () => {
  const nearest = Array.from({ length: positionCount }, (_, at) => [{ index: at + 100, score: 0.5 }]);
  const ends = { from: { index: 1 }, to: { text: "typed" } };
  const marks = comparisonMarks(ends, { cosine: 0, nearest }, 7);
  expect(marks.map(({ label, among }) => [label, among[0]?.index])).toEqual([
    ["", 107],
    ["From", 1],
    ["To", 120],
  ]);
  expect(marks[0]?.linked).toEqual([107]);
  expect(marks[0]?.path).toHaveLength(positionCount);
  expect(marks[0]?.path?.[0]).toEqual([{ index: 1, weight: 1 }]);
});

test("shows one that waits for the other, where it is on the map", () => {
  expect(comparisonMarks({ from: { index: 4 } }, undefined, 0)).toEqual([
    { label: "From", among: [{ index: 4, weight: 1 }], linked: [] },
  ]);
  expect(comparisonMarks({ from: { text: "typed" } }, undefined, 0)).toEqual([]);
});
